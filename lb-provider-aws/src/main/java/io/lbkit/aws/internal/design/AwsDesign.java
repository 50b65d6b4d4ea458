package io.lbkit.aws.internal.design;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ControllerOptions;
import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.network.LoadBalancerWish;
import io.lbkit.aws.internal.network.SecurityGroupDesign;
import io.lbkit.aws.internal.network.SecurityGroups;
import io.lbkit.aws.internal.network.SubnetResolution;
import io.lbkit.aws.internal.request.Annotations;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what one Service should have in AWS. Pure, safe for use by many threads. */
public final class AwsDesign {
    private final ControllerOptions standard;
    private volatile @Nullable Read last;

    /** The facts as they were read last: a fleet designs every Service with the same ones. */
    private record Read(CloudFacts from, AwsFacts facts) {}

    /**
     * A design.
     *
     * @param standard what applies to all Services where the facts do not say it
     */
    public AwsDesign(ControllerOptions standard) {
        this.standard = standard;
    }

    /**
     * Designs.
     *
     * @param request the Service, its cluster, and what exists
     * @return what it should have
     */
    public Design design(DesignRequest request) {
        Findings findings = new Findings(request.service());
        Design.Builder design = Design.builder().service(request.service().key());
        try {
            AwsFacts facts = facts(request.facts());
            if (!Claim.isOurs(request.service(), facts.controller(), findings)) {
                return design.managed(false).addAllFindings(findings.all()).build();
            }
            Annotations annotations = Annotations.read(request.service(), findings);
            design(new DesignContext(request, facts, annotations, findings), design);
        } catch (InvalidValueException fault) {
            findings.add(
                    Codes.BAD_FACTS,
                    FindingKind.UNREADABLE_INPUT,
                    "facts." + fault.field(),
                    fault.value(),
                    fault.rule(),
                    "Discover the facts again, or mend the file that they come from.");
        }
        return design.addAllFindings(findings.all()).build();
    }

    /**
     * The typed view of facts; that of the facts asked for last is kept.
     *
     * @param from the plain data
     * @return the typed view
     * @throws InvalidValueException if a fact has the wrong form, is missing or is not known
     */
    public AwsFacts facts(CloudFacts from) {
        Read known = last;
        if (known == null || !known.from().equals(from)) {
            AwsFacts read = AwsFacts.of(from);
            boolean complete = from.get("Controller").isPresent();
            known = new Read(
                    from,
                    complete
                            ? read
                            : AwsFacts.builder().from(read).controller(standard).build());
            last = known;
        }
        return known.facts();
    }

    private static void design(DesignContext context, Design.Builder design) {
        Optional<Vpc> vpc = context.facts().vpc();
        if (vpc.isEmpty()) {
            context.findings()
                    .add(
                            Codes.NO_FACTS,
                            FindingKind.MISSING_RESOURCE,
                            "facts.Vpc",
                            "",
                            "nothing is known about the VPC, so no subnet can be chosen",
                            "Give facts that name the VPC and its subnets, as 'lbctl facts --cloud aws' writes them.");
            return;
        }
        SpecFields.check(context);
        TagRules.check(context);
        BackendMode mode = mode(context);
        List<ListenerWish> listeners = ListenerProtocols.of(context, mode);
        Families.check(context, listeners);
        LoadBalancerWish wish = LoadBalancerChoice.of(context);
        TargetGroups targetGroups =
                new TargetGroups(context, wish.name(), mode, vpc.get().id());
        List<SubnetMapping> subnets = SubnetResolution.mappings(context, wish);
        List<Resource> listening = new Listeners(
                        context, new ResourceId(AwsKinds.LOAD_BALANCER.name(), wish.name()), targetGroups)
                .of(listeners);
        design.backends(targetGroups.ownBackends());
        SecurityGroups groups = SecurityGroupDesign.groups(context, wish, subnets, targetGroups.wishes());
        checkQuic(context, listeners, groups);
        tellOfMultiCluster(context);
        Resource loadBalancer = LoadBalancers.of(context, wish, subnets, groups.attached());
        design.addAllResources(all(groups, targetGroups, loadBalancer, listening));
    }

    private static List<Resource> all(
            SecurityGroups groups, TargetGroups targetGroups, Resource loadBalancer, List<Resource> listeners) {
        return Stream.of(groups.resources(), targetGroups.resources(), List.of(loadBalancer), listeners)
                .flatMap(List::stream)
                .toList();
    }

    private static BackendMode mode(DesignContext context) {
        String written = Claim.isNlbIp(context.service())
                ? BackendMode.POD_IP.label()
                : context.annotations()
                        .text(AwsAnnotation.TARGET_TYPE)
                        .orElse(context.options().defaultTargetType());
        boolean pods = written.equals(BackendMode.POD_IP.label());
        if (pods && !context.options().isOn(FeatureGate.ENABLE_IP_TARGET_TYPE)) {
            context.findings()
                    .conflict(
                            AwsAnnotation.TARGET_TYPE.fullName(),
                            written,
                            "the gate EnableIPTargetType is off",
                            "Write instance, or switch the gate on.");
        }
        return pods ? BackendMode.POD_IP : BackendMode.NODE_PORT;
    }

    private static void checkQuic(DesignContext context, List<ListenerWish> listeners, SecurityGroups groups) {
        if (listeners.stream().noneMatch(ListenerWish::isQuic)) {
            return;
        }
        String ports = String.join(
                ",", context.annotations().list(AwsAnnotation.QUIC_PORTS).orElse(List.of()));
        if (!groups.attached().isEmpty()) {
            context.findings()
                    .conflict(
                            AwsAnnotation.QUIC_PORTS.fullName(),
                            ports,
                            "a load balancer with security groups has no QUIC listener",
                            "Write \"true\" as " + AwsAnnotation.DISABLE_SECURITY_GROUP.fullName()
                                    + " before the load balancer is made.");
        }
    }

    private static void tellOfMultiCluster(DesignContext context) {
        if (context.annotations().isSet(AwsAnnotation.MULTI_CLUSTER)) {
            context.findings()
                    .inform(
                            Codes.RISKY,
                            FindingKind.RISKY_CONFIGURATION,
                            Findings.field(AwsAnnotation.MULTI_CLUSTER.fullName()),
                            "true",
                            "Of other targets, those leave that are instances of this cluster, or addresses on them; the rest may"
                                    + " belong to another cluster and stays.",
                            "Tag instances of the cluster with kubernetes.io/cluster/" + context.cluster()
                                    + ", or deregister what is gone by hand.");
        }
    }
}
