package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.AwsNames;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.internal.request.ResourceTags;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.aws.schema.OwnershipTags;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/** Chooses the security groups of a load balancer and the rules that let its packets reach the targets. Pure. */
public final class SecurityGroupDesign {
    private static final String FRONTEND = "[k8s] Managed SecurityGroup for LoadBalancer";
    private static final String BACKEND = "[k8s] Shared Backend SecurityGroup for LoadBalancer";
    private static final List<AwsAnnotation> NEED_A_GROUP = List.of(
            AwsAnnotation.SECURITY_GROUPS,
            AwsAnnotation.PREFIX_LISTS,
            AwsAnnotation.INBOUND_RULES_ON_PRIVATE_LINK,
            AwsAnnotation.ICMP_FOR_PATH_MTU);

    private final DesignContext context;
    private final LoadBalancerWish loadBalancer;
    private final List<SubnetMapping> subnets;
    private final List<TargetGroupWish> targetGroups;
    private final ClientRanges clients;
    private final List<SpecValue> attached = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();

    private SecurityGroupDesign(
            DesignContext context,
            LoadBalancerWish loadBalancer,
            List<SubnetMapping> subnets,
            List<TargetGroupWish> targetGroups) {
        this.context = context;
        this.loadBalancer = loadBalancer;
        this.subnets = subnets;
        this.targetGroups = targetGroups;
        this.clients = ClientRanges.of(context);
    }

    /**
     * Chooses.
     *
     * @param context the Service and the facts; gets findings
     * @param loadBalancer what is settled about the load balancer
     * @param subnets its subnets
     * @param targetGroups its target groups
     * @return the groups
     */
    public static SecurityGroups groups(
            DesignContext context,
            LoadBalancerWish loadBalancer,
            List<SubnetMapping> subnets,
            List<TargetGroupWish> targetGroups) {
        SecurityGroupDesign design = new SecurityGroupDesign(context, loadBalancer, subnets, targetGroups);
        design.choose();
        return new SecurityGroups(design.attached, design.resources);
    }

    private void choose() {
        Optional<Integer> present = loadBalancer
                .existing()
                .flatMap(found -> found.get(AwsKinds.SECURITY_GROUPS))
                .map(value ->
                        value instanceof SpecValue.Sequence list ? list.items().size() : 0);
        boolean disabled = context.annotations().isSet(AwsAnnotation.DISABLE_SECURITY_GROUP);
        boolean wanted = !disabled && context.options().isOn(FeatureGate.NLB_SECURITY_GROUP);
        if (present.filter(count -> count == 0).isPresent()) {
            if (wanted) {
                tellOfNoGroup();
            }
            withoutGroup();
        } else if (wanted) {
            withGroups();
        } else if (present.isPresent()) {
            refuseToDetach(disabled);
        } else {
            withoutGroup();
        }
    }

    private void tellOfNoGroup() {
        context.findings()
                .inform(
                        Codes.REPLACED,
                        FindingKind.UNSUPPORTED_CONFIGURATION,
                        Findings.field(AwsAnnotation.SECURITY_GROUPS.fullName()),
                        loadBalancer.name(),
                        "The load balancer was made without a security group, and AWS never lets it get one: targets admit "
                                + "ranges of addresses instead.",
                        "Nothing, or replace the load balancer: another scheme or a new Service makes one with groups.");
    }

    private void refuseToDetach(boolean disabled) {
        context.findings()
                .conflict(
                        AwsAnnotation.DISABLE_SECURITY_GROUP.fullName(),
                        disabled ? "true" : "",
                        "the load balancer has security groups, and AWS lets it have none only from its start",
                        disabled ? "Remove the annotation." : "Switch the gate NLBSecurityGroup on.");
    }

    private void withoutGroup() {
        for (AwsAnnotation annotation : NEED_A_GROUP) {
            if (context.service().annotations().containsKey(annotation.fullName())) {
                context.findings()
                        .warn(
                                Codes.CONFLICT,
                                FindingKind.CONFLICTING_CONFIGURATION,
                                Findings.field(annotation.fullName()),
                                context.service().annotations().getOrDefault(annotation.fullName(), ""),
                                "The annotation has no effect: the load balancer has no security group.",
                                "Remove the annotation.");
            }
        }
        if (isManaged(true)) {
            addTargetRules(new RulesByRange(context, loadBalancer, subnets, clients)::of);
        }
    }

    private void withGroups() {
        Optional<List<String>> own = context.annotations().list(AwsAnnotation.SECURITY_GROUPS);
        boolean shared = context.options().enableBackendSecurityGroup();
        if (own.isEmpty()) {
            Resource frontend = frontend();
            attach(frontend);
            IngressPermission.Source source =
                    shared ? attachBackend() : new IngressPermission.GroupOfGraph(frontend.id());
            admit(source, isManaged(true));
            return;
        }
        new NamedSecurityGroups(context).of(own.get()).forEach(id -> attached.add(SpecValue.of(id)));
        tellOfIdleRanges();
        boolean managed = isManaged(context.options().enableManageBackendSecurityGroupRules());
        if (managed && !shared) {
            context.findings()
                    .conflict(
                            AwsAnnotation.MANAGE_BACKEND_RULES.fullName(),
                            "true",
                            "the option enable-backend-security-group is off, so there is no group for targets to admit",
                            "Write false, or switch the option on.");
        } else if (managed) {
            admit(attachBackend(), true);
        }
    }

    private boolean isManaged(boolean standard) {
        return context.annotations().flag(AwsAnnotation.MANAGE_BACKEND_RULES).orElse(standard);
    }

    private void tellOfIdleRanges() {
        boolean lists = context.annotations().list(AwsAnnotation.PREFIX_LISTS).isPresent();
        if (clients.isGiven() || lists) {
            context.findings()
                    .warn(
                            Codes.RISKY,
                            FindingKind.RISKY_CONFIGURATION,
                            clients.isGiven() ? clients.field() : Findings.field(AwsAnnotation.PREFIX_LISTS.fullName()),
                            clients.isGiven() ? clients.ranges().toString() : "",
                            "Source ranges and prefix lists have no effect on security groups that the Service brings.",
                            "Admit the clients in those groups, or remove " + AwsAnnotation.SECURITY_GROUPS.fullName()
                                    + ".");
        }
    }

    private Resource frontend() {
        String name = AwsNames.frontendGroup(context.cluster(), context.service());
        SortedSet<IngressPermission> rules = new FrontendRules(context, loadBalancer, clients).of();
        new RuleQuota(context).checkOwn(name, rules);
        return context.ours(AwsKinds.SECURITY_GROUP, name)
                .set(AwsKinds.DESCRIPTION, FRONTEND)
                .set(AwsKinds.VPC_ID, vpcId())
                .set(AwsKinds.IP_PERMISSIONS, IngressPermission.toSpec(rules))
                .set(AwsKinds.TAGS, ResourceTags.ofService(context, OwnershipTags.FRONTEND_GROUP, existing(name)))
                .build();
    }

    private IngressPermission.Source attachBackend() {
        Optional<String> given = context.options().backendSecurityGroup();
        if (given.isPresent()) {
            attached.add(SpecValue.of(given.get()));
            return new IngressPermission.Group(given.get());
        }
        String name = AwsNames.backendGroup(context.cluster());
        Resource backend = Resource.builder()
                .kind(AwsKinds.SECURITY_GROUP)
                .name(name)
                .addOwner(Owner.ofCluster(context.cluster()))
                .set(AwsKinds.DESCRIPTION, BACKEND)
                .set(AwsKinds.VPC_ID, vpcId())
                .set(AwsKinds.TAGS, ResourceTags.ofBackendGroup(context, existing(name)))
                .build();
        attach(backend);
        return new IngressPermission.GroupOfGraph(backend.id());
    }

    private void attach(Resource group) {
        resources.add(group);
        attached.add(new SpecValue.Ref(group.id()));
    }

    private void admit(IngressPermission.Source source, boolean managed) {
        if (managed) {
            addTargetRules(new RulesBySource(source, context.options().disableRestrictedSgRules())::of);
        }
    }

    private void addTargetRules(TargetRules.Rules rules) {
        SortedMap<String, SortedSet<IngressPermission>> byGroup = new TargetRules(context, rules).of(targetGroups);
        RuleQuota quota = new RuleQuota(context);
        byGroup.forEach((group, permissions) -> {
            quota.checkForeign(group, permissions);
            resources.add(Resource.builder()
                    .kind(AwsKinds.SECURITY_GROUP_INGRESS)
                    .name(group)
                    .addOwner(Owner.ofCluster(context.cluster()))
                    .set(AwsKinds.GROUP_ID, group)
                    .set(AwsKinds.IP_PERMISSIONS, IngressPermission.toSpec(permissions))
                    .build());
        });
    }

    private Optional<Resource> existing(String name) {
        return context.request().observation().actual().get(new ResourceId(AwsKinds.SECURITY_GROUP.name(), name));
    }

    private String vpcId() {
        return context.facts().vpc().map(Vpc::id).orElse("");
    }
}
