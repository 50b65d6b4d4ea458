package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.internal.request.Annotations;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A Service in a VPC, and what is wanted for it. Not thread-safe. */
final class Situation {
    static final String CLUSTER = "demo";
    static final ServiceKey SERVICE = ServiceKey.of("shop", "web");

    private AwsFacts facts;
    private ClusterSnapshot cluster = ClusterSnapshot.empty();
    private final TreeMap<String, String> annotations = new TreeMap<>();
    private final List<String> ranges = new ArrayList<>();
    private final List<Resource> actual = new ArrayList<>();
    private String scheme = "internal";
    private boolean dualstack;
    private boolean natPrefix;
    private Optional<Resource> existing = Optional.empty();
    private Findings findings = new Findings(service());

    private Situation(AwsFacts facts) {
        this.facts = facts;
    }

    static Situation in(AwsFacts facts) {
        return new Situation(facts);
    }

    static Situation in(AwsFacts.Builder facts) {
        return new Situation(facts.build());
    }

    Situation with(AwsAnnotation annotation, String value) {
        annotations.put(annotation.fullName(), value);
        return this;
    }

    Situation admitting(String... cidrs) {
        ranges.addAll(List.of(cidrs));
        return this;
    }

    Situation internetFacing() {
        scheme = "internet-facing";
        return this;
    }

    Situation dualstack() {
        dualstack = true;
        return this;
    }

    Situation natPrefix() {
        natPrefix = true;
        return this;
    }

    Situation cluster(ClusterSnapshot snapshot) {
        cluster = snapshot;
        return this;
    }

    Situation actual(Resource resource) {
        actual.add(resource);
        return this;
    }

    Situation has(SubnetMapping... mappings) {
        return has(lb -> lb.set(AwsKinds.SUBNET_MAPPINGS, SubnetMapping.toSpec(List.of(mappings)))
                .set(AwsKinds.LOAD_BALANCER_IP_ADDRESS_TYPE, dualstack ? "dualstack" : "ipv4"));
    }

    Situation hasGroups(String... ids) {
        return has(lb -> lb.set(
                AwsKinds.SECURITY_GROUPS,
                new SpecValue.Sequence(List.of(ids).stream().map(SpecValue::of).toList())));
    }

    private Situation has(UnaryOperator<Resource.Builder> more) {
        existing = Optional.of(more.apply(Resource.builder()
                        .kind(AwsKinds.LOAD_BALANCER)
                        .name("k8s-shop-web")
                        .set(AwsKinds.SCHEME, scheme))
                .build());
        return this;
    }

    LoadBalancerWish wish() {
        return new LoadBalancerWish("k8s-shop-web", scheme, dualstack, natPrefix, existing);
    }

    DesignContext context() {
        Service service = service();
        findings = new Findings(service);
        Observation observation =
                Observation.builder().actual(ResourceGraph.of(actual)).build();
        DesignRequest request = new DesignRequest(CLUSTER, service, BackendResolver.of(cluster), observation);
        return new DesignContext(request, facts, Annotations.read(service, findings), findings);
    }

    List<SubnetMapping> mappings() {
        return SubnetResolution.mappings(context(), wish());
    }

    SecurityGroups groups(TargetGroupWish... targetGroups) {
        return SecurityGroupDesign.groups(
                context(), wish(), List.of(SubnetMapping.of("subnet-prv-a")), List.of(targetGroups));
    }

    /** The texts of the findings so far that block. */
    List<String> errors() {
        return texts(Severity.ERROR);
    }

    List<String> texts(Severity severity) {
        return findings.all().stream()
                .filter(finding -> finding.severity() == severity)
                .map(Situation::text)
                .toList();
    }

    private static String text(Finding finding) {
        return finding.kind().label() + " " + finding.about().replaceAll(".*/aws-load-balancer-|'\\]", "") + ": "
                + finding.message();
    }

    private Service service() {
        return Service.builder()
                .key(SERVICE)
                .uid("1")
                .annotations(annotations)
                .loadBalancerSourceRanges(ranges)
                .addPort(ServicePort.builder().port(80).nodePort(30080).build())
                .build();
    }
}
