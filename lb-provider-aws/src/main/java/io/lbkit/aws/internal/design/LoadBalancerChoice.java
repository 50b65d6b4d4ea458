package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.network.LoadBalancerWish;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.AwsNames;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.resource.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which load balancer a Service gets: one that it has, or a new one, of which scheme and name. */
final class LoadBalancerChoice {
    private static final String INTERNAL = "internal";
    private static final String INTERNET_FACING = "internet-facing";
    private static final int MAX_NAME = 32;

    private final DesignContext context;
    private final List<Resource> existing;

    private LoadBalancerChoice(DesignContext context) {
        this.context = context;
        Set<String> published = context.service().ingress().stream()
                .map(LoadBalancerIngress::hostname)
                .flatMap(Optional::stream)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.existing = context.existing(AwsKinds.LOAD_BALANCER).stream()
                .sorted(Comparator.comparing((Resource found) -> !isPublished(found, published))
                        .thenComparing(Resource::name))
                .toList();
    }

    static LoadBalancerWish of(DesignContext context) {
        LoadBalancerChoice choice = new LoadBalancerChoice(context);
        String scheme = choice.scheme();
        Optional<Resource> staying = choice.existing.stream()
                .filter(found ->
                        found.get(AwsKinds.SCHEME).filter(scheme::equals).isPresent())
                .findFirst();
        choice.tellOfOthers(scheme, staying);
        String name = choice.name(scheme, staying);
        return new LoadBalancerWish(name, scheme, Families.isDualstack(context), choice.hasSourceNatPrefix(), staying);
    }

    private static boolean isPublished(Resource loadBalancer, Set<String> published) {
        return loadBalancer
                .get(AwsKinds.DNS_NAME)
                .map(name -> published.contains(name.toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    private String scheme() {
        Optional<String> written = context.annotations().text(AwsAnnotation.SCHEME);
        Optional<Boolean> internal = context.annotations().flag(AwsAnnotation.INTERNAL);
        if (written.isPresent()
                && internal.isPresent()
                && internal.get() != written.get().equals(INTERNAL)) {
            context.findings()
                    .warn(
                            Codes.CONFLICT,
                            FindingKind.CONFLICTING_CONFIGURATION,
                            Findings.field(AwsAnnotation.INTERNAL.fullName()),
                            String.valueOf(internal.get()),
                            "The scheme is " + written.get() + ", as " + AwsAnnotation.SCHEME.fullName()
                                    + " says; the older annotation says otherwise and does not count.",
                            "Remove " + AwsAnnotation.INTERNAL.fullName() + ".");
        }
        return written.or(() -> internal.map(yes -> yes ? INTERNAL : INTERNET_FACING))
                .or(() -> existing.stream()
                        .flatMap(found -> found.get(AwsKinds.SCHEME).stream())
                        .findFirst())
                .orElse(context.options().defaultLoadBalancerScheme());
    }

    private String name(String scheme, Optional<Resource> staying) {
        String generated = AwsNames.loadBalancer(context.cluster(), context.service(), scheme);
        Optional<String> written = context.annotations().text(AwsAnnotation.NAME);
        written.ifPresent(this::checkName);
        if (staying.isPresent()) {
            return staying.get().name();
        }
        String wanted = written.filter(this::isName).orElse(generated);
        boolean taken = existing.stream().anyMatch(found -> found.name().equals(wanted));
        return taken ? generated : wanted;
    }

    private void checkName(String name) {
        if (!isName(name)) {
            context.findings()
                    .invalidAnnotation(
                            AwsAnnotation.NAME.fullName(),
                            name,
                            "a name has up to " + MAX_NAME
                                    + " letters, digits and hyphens, no hyphen at either end, and does "
                                    + "not start with internal-",
                            "Write such a name, or remove the annotation to get a generated one.");
        }
    }

    private boolean isName(String name) {
        return name.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?") && !name.startsWith("internal-");
    }

    private boolean hasSourceNatPrefix() {
        Optional<String> written = context.annotations().text(AwsAnnotation.PREFIX_FOR_IPV6_SOURCE_NAT);
        return written.filter("on"::equals).isPresent();
    }

    private void tellOfOthers(String scheme, Optional<Resource> staying) {
        for (Resource other : existing) {
            if (staying.filter(chosen -> Objects.equals(chosen, other)).isPresent()) {
                continue;
            }
            if (staying.isEmpty()
                    && AwsKinds.LOAD_BALANCER.deletionProtected().orElseThrow().test(other)) {
                context.findings()
                        .add(
                                Codes.PROTECTED,
                                FindingKind.DELETION_PROTECTED,
                                Findings.field(AwsAnnotation.SCHEME.fullName()),
                                scheme,
                                "another scheme needs another load balancer, and " + other.name()
                                        + " is protected from deletion",
                                "Switch deletion_protection.enabled off first, or keep the scheme.");
            } else if (staying.isEmpty()) {
                context.findings()
                        .inform(
                                Codes.REPLACED,
                                FindingKind.RISKY_CONFIGURATION,
                                Findings.field(AwsAnnotation.SCHEME.fullName()),
                                scheme,
                                "Another scheme needs another load balancer, so the domain name changes: "
                                        + other.name() + " goes once its successor is in service.",
                                "Nothing, or keep the scheme.");
            } else {
                context.findings()
                        .warn(
                                Codes.REPLACED,
                                FindingKind.RISKY_CONFIGURATION,
                                "status.loadBalancer",
                                other.name(),
                                "The load balancer " + other.name() + " carries the tags of this Service too; "
                                        + staying.get().name() + " is the one that stays.",
                                "Nothing, or remove the tags of one that is meant for something else.");
            }
        }
    }
}
