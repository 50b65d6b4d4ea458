package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.network.ClusterTargets;
import io.lbkit.aws.internal.network.QuicTargets;
import io.lbkit.aws.internal.network.TargetGroupWish;
import io.lbkit.aws.internal.network.TargetResolution;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.AwsNames;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.ResourceTags;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the target groups of one load balancer, each once, whatever leads to it. Not thread-safe. */
final class TargetGroups {
    private final DesignContext context;
    private final TargetGroupChoice choice;
    private final AttributeMaps attributes;
    private final BackendMode mode;
    private final String vpcId;
    private final QuicTargets quic;
    private final SortedMap<String, Made> made = new TreeMap<>();
    private final SortedMap<String, ServiceBackends> backends = new TreeMap<>();

    /**
     * A target group.
     *
     * @param resource the group
     * @param wish what matters of it to rules
     * @param targets its targets, and who is none
     */
    private record Made(Resource resource, TargetGroupWish wish, PortBackends targets) {}

    TargetGroups(DesignContext context, String loadBalancer, BackendMode mode, String vpcId) {
        this.context = context;
        this.choice = new TargetGroupChoice(context, loadBalancer);
        this.attributes = new AttributeMaps(context);
        this.mode = mode;
        this.vpcId = vpcId;
        this.quic = new QuicTargets(context);
    }

    List<Resource> resources() {
        return made.values().stream().map(Made::resource).toList();
    }

    List<TargetGroupWish> wishes() {
        return made.values().stream().map(Made::wish).toList();
    }

    /** {@return the backends of the Service itself, as the target groups that were made have them} */
    ServiceBackends ownBackends() {
        ServiceBackends own = backends(context.service());
        return ServiceBackends.builder()
                .from(own)
                .ports(own.ports().stream().map(this::asMade).toList())
                .build();
    }

    /** Ports of one number share a target group, and with it its targets. */
    private PortBackends asMade(PortBackends own) {
        Made group = made.get(key(context.service(), own.port()));
        return group == null || !isQuic(group.wish().protocol())
                ? own
                : PortBackends.builder().from(group.targets()).port(own.port()).build();
    }

    private static String key(Service service, ServicePort port) {
        return service.key() + ":" + port.port();
    }

    private static boolean isQuic(String protocol) {
        return protocol.contains("QUIC");
    }

    /** {@return the target group of a listener} */
    ResourceId of(ListenerWish wish) {
        return of(context.service(), wish.first(), wish.targetProtocol());
    }

    /** {@return the target group of a port of any Service of the namespace; the first wish for one decides} */
    ResourceId of(Service service, ServicePort port, String protocol) {
        String key = key(service, port);
        Made known = made.get(key);
        if (known == null) {
            known = make(key, service, port, protocol);
            made.put(key, known);
        }
        return known.resource().id();
    }

    private Made make(String key, Service service, ServicePort port, String protocol) {
        HealthCheckWish check = HealthChecks.of(context, service, mode);
        IpFamily family = Families.ofTargets(context, service);
        OptionalInt number = number(port);
        TargetGroupChoice.Wanted wanted = new TargetGroupChoice.Wanted(
                key, protocol, mode.label(), Families.label(family), name(service, port, protocol, check));
        Optional<Resource> existing = choice.existing(wanted);
        SortedMap<String, String> settings = attributes.ofTargetGroup(port, existing);
        TargetGroupRules.check(context, service, port, protocol, mode, check, settings);
        PortBackends own = backendsOf(service, port);
        PortBackends targets =
                isQuic(protocol) && mode == BackendMode.POD_IP ? quic.of(service, own, registered(existing)) : own;
        Resource.Builder group = context.ours(AwsKinds.TARGET_GROUP, choice.name(wanted))
                .set(AwsKinds.TARGET_GROUP_PROTOCOL, protocol)
                .set(AwsKinds.TARGET_TYPE, mode.label())
                .set(AwsKinds.TARGET_GROUP_IP_ADDRESS_TYPE, Families.label(family))
                .set(AwsKinds.VPC_ID, vpcId)
                .set(AwsKinds.TARGET_GROUP_ATTRIBUTES, settings)
                .set(AwsKinds.TAGS, ResourceTags.ofService(context, key, existing));
        number.ifPresent(known -> group.set(AwsKinds.TARGET_GROUP_PORT, (long) known));
        setCheck(group, check);
        setMembers(group, targets, number, existing);
        return new Made(group.build(), wish(port, protocol, family, check, settings, own), targets);
    }

    private TargetGroupWish wish(
            ServicePort port,
            String protocol,
            IpFamily family,
            HealthCheckWish check,
            SortedMap<String, String> settings,
            PortBackends own) {
        String preserves = settings.get(KnownAttribute.PRESERVE_CLIENT_IP);
        boolean always = protocol.contains("UDP") || isQuic(protocol);
        return new TargetGroupWish(
                port,
                protocol,
                mode,
                family,
                check.port().orElse(HealthCheckWish.TRAFFIC_PORT),
                always || (preserves == null ? mode == BackendMode.NODE_PORT : preserves.equals("true")),
                preserves != null,
                own);
    }

    private String name(Service service, ServicePort port, String protocol, HealthCheckWish check) {
        String[] fixed = {
            String.valueOf(number(port).orElse(0)),
            String.valueOf(port.port()),
            mode.label(),
            protocol,
            check.protocol(),
            String.valueOf(check.intervalSeconds())
        };
        return service.key().equals(context.service().key())
                ? AwsNames.targetGroup(context.cluster(), service, fixed)
                : AwsNames.targetGroupFor(context.cluster(), context.service(), service, fixed);
    }

    /** {@return the port of the group; targets of type ip carry their own, so that a named one is of no account} */
    private OptionalInt number(ServicePort port) {
        if (mode == BackendMode.NODE_PORT) {
            return port.nodePort();
        }
        return OptionalInt.of(
                port.targetPort().isNamed() ? 1 : port.targetPort().number());
    }

    private static void setCheck(Resource.Builder group, HealthCheckWish check) {
        group.set(AwsKinds.HEALTH_CHECK_PROTOCOL, check.protocol())
                .set(AwsKinds.HEALTH_CHECK_INTERVAL_SECONDS, check.intervalSeconds())
                .set(AwsKinds.HEALTH_CHECK_TIMEOUT_SECONDS, check.timeoutSeconds())
                .set(AwsKinds.HEALTHY_THRESHOLD_COUNT, check.healthyThreshold())
                .set(AwsKinds.UNHEALTHY_THRESHOLD_COUNT, check.unhealthyThreshold());
        check.port().ifPresent(port -> group.set(AwsKinds.HEALTH_CHECK_PORT, port));
        check.path().ifPresent(path -> group.set(AwsKinds.HEALTH_CHECK_PATH, path));
        check.successCodes().ifPresent(codes -> group.set(AwsKinds.MATCHER_HTTP_CODE, codes));
    }

    private void setMembers(Resource.Builder group, PortBackends own, OptionalInt number, Optional<Resource> existing) {
        group.membersCoverage(own.coverage());
        own.knownMembers()
                .map(members -> withPorts(members, number, existing))
                .map(members -> limited(members, existing))
                .map(members -> withOthers(members, existing))
                .ifPresent(group::members);
    }

    /** What may belong to another cluster is wanted as it is. */
    private MemberSet withOthers(MemberSet members, Optional<Resource> existing) {
        return context.annotations().isSet(AwsAnnotation.MULTI_CLUSTER)
                ? new ClusterTargets(context, mode).others(registered(existing)).with(members)
                : members;
    }

    /** The port of a target group is fixed: where the node port is another one by now, targets carry it. */
    private MemberSet withPorts(MemberSet members, OptionalInt number, Optional<Resource> existing) {
        Optional<Long> fixed = existing.flatMap(found -> found.get(AwsKinds.TARGET_GROUP_PORT));
        boolean same = fixed.isEmpty() || number.isEmpty() || fixed.get() == number.getAsInt();
        if (mode == BackendMode.POD_IP || same) {
            return members;
        }
        return MemberSet.of(members.asList().stream()
                .map(member -> Member.builder().from(member).port(number).build())
                .toList());
    }

    private MemberSet limited(MemberSet members, Optional<Resource> existing) {
        long limit = context.options().maxTargetsPerTargetGroup();
        if (limit == 0 || members.size() <= limit) {
            return members;
        }
        context.findings()
                .warn(
                        Codes.QUOTA,
                        FindingKind.QUOTA,
                        "status.loadBalancer",
                        String.valueOf(members.size()),
                        "The option max-targets-per-target-group leaves out " + (members.size() - limit) + " of "
                                + members.size() + " targets.",
                        "Raise the option, or use fewer and larger targets.");
        MemberSet registered = registered(existing);
        List<Member> kept = new ArrayList<>();
        members.forEach(member -> {
            if (registered.get(member.key()).isPresent() && kept.size() < limit) {
                kept.add(member);
            }
        });
        members.forEach(member -> {
            if (registered.get(member.key()).isEmpty() && kept.size() < limit) {
                kept.add(member);
            }
        });
        return MemberSet.of(kept);
    }

    private static MemberSet registered(Optional<Resource> existing) {
        return existing.flatMap(Resource::members).orElseGet(MemberSet::empty);
    }

    private PortBackends backendsOf(Service service, ServicePort port) {
        return backends(service).ports().stream()
                .filter(each -> each.port().equals(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every port has backends"));
    }

    private ServiceBackends backends(Service service) {
        String key = service.key().toString();
        ServiceBackends known = backends.get(key);
        if (known == null) {
            known = TargetResolution.targets(context.of(service), mode, Families.ofTargets(context, service));
            backends.put(key, known);
        }
        return known;
    }
}
