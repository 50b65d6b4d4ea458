package io.lbkit.benchmarks;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.BackendMode;
import java.util.Optional;

/**
 * How large a {@link DiagnosisWorld} is, and how it is laid out. Each Service has 15 pods, and there is half a node for it.
 *
 * @param services how many Services there are, from 1
 * @param layout how they are spread over namespaces
 * @param mode what load balancers send to
 * @param flows how many requests were seen to each Service that is well; 0: nobody looked
 */
record WorldDraft(int services, Layout layout, BackendMode mode, int flows) {
    static final int PODS_A_SERVICE = 15;
    static final int NODES_A_GROUP = 20;
    private static final String PREFIX = "service-";
    private static final int SERVICES_A_NAMESPACE = 50;
    private static final int SERVICES_A_FAULT = 20;
    private static final int SERVICES_ON_ALL_NODES = 1_000;

    /** What is wrong with a Service, one in twenty, and the finding that says so first. */
    enum Fault {
        NOBODY_READY("LB-EP-003"),
        SELECTOR_MATCHES_NOTHING("LB-SVC-002"),
        TARGET_MISSING("LB-CLD-022"),
        TARGETS_UNHEALTHY("LB-NET-101"),
        TARGET_STALE("LB-CLD-023"),
        POLICY_REFUSES("LB-EP-018");

        private final String code;

        Fault(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    Optional<Fault> fault(int service) {
        return service % SERVICES_A_FAULT == SERVICES_A_FAULT - 1
                ? Optional.of(Fault.values()[service / SERVICES_A_FAULT % Fault.values().length])
                : Optional.empty();
    }

    int nodes() {
        return Math.max(services / 2, NODES_A_GROUP);
    }

    int groups() {
        return Math.max(nodes() / NODES_A_GROUP, 1);
    }

    String namespace(int service) {
        return layout == Layout.ONE_NAMESPACE ? "shop" : "shop-" + service / SERVICES_A_NAMESPACE;
    }

    ServiceKey key(int service) {
        return ServiceKey.of(namespace(service), PREFIX + service);
    }

    int number(ServiceKey service) {
        return Integer.parseInt(service.name().substring(PREFIX.length()));
    }

    /** The group of nodes that has the pods of a Service, and that its load balancer sends to. */
    int group(int service) {
        return service % groups();
    }

    /** A few load balancers send to every node of the cluster. */
    boolean isOnAllNodes(int service) {
        return service % SERVICES_ON_ALL_NODES == 0;
    }

    boolean has(int service, Fault fault) {
        return fault(service).filter(fault::equals).isPresent();
    }
}
