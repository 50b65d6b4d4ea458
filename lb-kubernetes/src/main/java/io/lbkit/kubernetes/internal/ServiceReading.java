package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.lbkit.kubernetes.Reading;
import io.lbkit.model.cluster.IpFamilyPolicy;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Service with the defaults of the API server. Every setting is first tried on a Service that has no other, so that each
 * rule of the model speaks for itself and no rule is written twice.
 */
public final class ServiceReading {
    /** The API server's default with affinity ClientIP (v1.DefaultClientIPServiceAffinitySeconds). */
    private static final int DEFAULT_AFFINITY_SECONDS = 10_800;

    private final Faults faults;
    private final Service.Builder service = Service.builder();

    private ServiceReading(Faults faults) {
        this.faults = faults;
    }

    /** Reads a live object. */
    public static Reading<Service> read(io.fabric8.kubernetes.api.model.Service object) {
        return read(object, new Faults(Meta.subject(io.lbkit.model.cluster.ObjectType.SERVICE, object), Origin.LIVE));
    }

    static Reading<Service> read(io.fabric8.kubernetes.api.model.Service object, Faults faults) {
        return new ServiceReading(faults).reading(object);
    }

    private Reading<Service> reading(io.fabric8.kubernetes.api.model.Service object) {
        readMeta(Meta.of(object));
        ServiceSpec spec = object.getSpec();
        if (spec == null) {
            faults.broken(InvalidValueException.of("spec", "", "a Service has a spec"));
        } else {
            readSpec(spec);
        }
        if (object.getStatus() != null) {
            if (object.getStatus().getLoadBalancer() != null) {
                readIngress(object.getStatus().getLoadBalancer().getIngress());
            }
            readConditions(object.getStatus().getConditions());
        }
        return faults.finish(service::build);
    }

    private void set(Consumer<Service.Builder> setting) {
        faults.check(() -> {
                    Service.Builder alone = Service.builder().key(Subject.DEFAULT_NAMESPACE, "alone");
                    setting.accept(alone);
                    return alone.build();
                })
                .ifPresent(valid -> setting.accept(service));
    }

    private void readMeta(Meta meta) {
        // Every Service has a key, so this one setting replaces the stand-in's.
        faults.check(() -> Service.builder().key(meta.namespace(), meta.name()).build())
                .ifPresent(valid -> service.key(valid.key()));
        service.uid(meta.uid());
        service.labels(meta.labels());
        service.annotations(meta.annotations());
        service.finalizers(meta.finalizers());
        service.created(meta.created(faults));
        service.deletionRequested(meta.deletionRequested(faults));
    }

    private void readSpec(ServiceSpec spec) {
        readPorts(spec);
        readTraffic(spec);
        readAffinity(spec);
        readFamilies(spec);
        readLoadBalancer(spec);
        service.selector(Values.map(spec.getSelector()));
        service.clusterIps(clusterIps(spec));
        service.externalIps(Values.texts(spec.getExternalIPs()));
        service.trafficDistribution(Values.text(spec.getTrafficDistribution()));
        service.publishNotReadyAddresses(Values.isTrue(spec.getPublishNotReadyAddresses()));
    }

    private void readPorts(ServiceSpec spec) {
        Optional<ServiceType> type = named("spec.type", spec.getType(), ServiceType::parse);
        List<ServicePort> ports = Values.items(spec.getPorts(), ServicePort::new);
        service.ports(ServicePortsReading.read(ports, faults));
        if (ports.isEmpty()) {
            type.ifPresent(known -> set(alone -> alone.type(known)));
        } else {
            type.ifPresent(service::type);
        }
    }

    private void readTraffic(ServiceSpec spec) {
        named("spec.externalTrafficPolicy", spec.getExternalTrafficPolicy(), TrafficPolicy::parse)
                .ifPresent(service::externalTrafficPolicy);
        named("spec.internalTrafficPolicy", spec.getInternalTrafficPolicy(), TrafficPolicy::parse)
                .ifPresent(service::internalTrafficPolicy);
        int probe = Values.orZero(spec.getHealthCheckNodePort());
        if (probe != 0) {
            set(alone -> alone.healthCheckNodePort(probe));
        }
    }

    private void readAffinity(ServiceSpec spec) {
        Optional<SessionAffinity> affinity =
                named("spec.sessionAffinity", spec.getSessionAffinity(), SessionAffinity::parse);
        affinity.ifPresent(service::sessionAffinity);
        if (affinity.equals(Optional.of(SessionAffinity.CLIENT_IP))) {
            int timeout = timeout(spec).orElse(DEFAULT_AFFINITY_SECONDS);
            set(alone -> alone.sessionAffinityTimeoutSeconds(timeout));
        }
    }

    private static OptionalInt timeout(ServiceSpec spec) {
        if (spec.getSessionAffinityConfig() == null
                || spec.getSessionAffinityConfig().getClientIP() == null
                || spec.getSessionAffinityConfig().getClientIP().getTimeoutSeconds() == null) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(spec.getSessionAffinityConfig().getClientIP().getTimeoutSeconds());
    }

    private void readFamilies(ServiceSpec spec) {
        List<String> names = Values.texts(spec.getIpFamilies());
        List<IpFamily> families = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String field = "spec.ipFamilies[" + i + "]";
            String name = names.get(i);
            faults.check(() -> family(field, name)).ifPresent(families::add);
        }
        set(alone -> alone.ipFamilies(families));
        named("spec.ipFamilyPolicy", spec.getIpFamilyPolicy(), IpFamilyPolicy::parse)
                .ifPresent(service::ipFamilyPolicy);
    }

    private static IpFamily family(String field, String name) {
        return Arrays.stream(IpFamily.values())
                .filter(family -> family.label().equals(name))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(field, name, "allowed are IPv4, IPv6"));
    }

    private void readLoadBalancer(ServiceSpec spec) {
        service.loadBalancerIp(Values.text(spec.getLoadBalancerIP()));
        service.loadBalancerSourceRanges(Values.texts(spec.getLoadBalancerSourceRanges()));
        String implementation = spec.getLoadBalancerClass();
        if (implementation != null) {
            set(alone -> alone.loadBalancerClass(implementation));
        }
        Boolean allocate = spec.getAllocateLoadBalancerNodePorts();
        service.allocateLoadBalancerNodePorts(allocate == null || allocate);
    }

    private static List<String> clusterIps(ServiceSpec spec) {
        List<String> all = Values.texts(spec.getClusterIPs());
        return all.isEmpty() ? Values.text(spec.getClusterIP()).map(List::of).orElse(List.of()) : all;
    }

    private void readIngress(@Nullable List<LoadBalancerIngress> entries) {
        List<LoadBalancerIngress> present = Values.items(entries, LoadBalancerIngress::new);
        for (int i = 0; i < present.size(); i++) {
            IngressReading.read("status.loadBalancer.ingress[" + i + "]", present.get(i), faults)
                    .ifPresent(service::addIngress);
        }
    }

    private void readConditions(@Nullable List<Condition> conditions) {
        Conditions read = new Conditions(faults);
        Values.items(conditions, Condition::new)
                .forEach(c ->
                        read.add(c.getType(), c.getStatus(), c.getReason(), c.getMessage(), c.getLastTransitionTime()));
        service.conditions(read.byType());
    }

    private <E> Optional<E> named(String field, @Nullable String text, Parser<E> parser) {
        return Values.text(text).flatMap(name -> faults.check(() -> parser.parse(field, name)));
    }

    /** Reads a name of the API. */
    @FunctionalInterface
    interface Parser<E> {
        E parse(String field, String text);
    }
}
