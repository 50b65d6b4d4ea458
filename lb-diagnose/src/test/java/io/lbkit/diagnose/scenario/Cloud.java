package io.lbkit.diagnose.scenario;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.backend.KubeProxy;
import io.lbkit.reconcile.document.ObservationDocument;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.spi.FilterRequest;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the cloud has: what the controller made of the cluster, then what somebody changed behind its back. The controller has
 * no guardrails, so that it always gets where it wants.
 */
final class Cloud {
    static final ServiceKey SERVICE = ServiceKey.of("shop", "web");

    private final SimulatedCloud cloud =
            SimulatedCloud.builder().health(this::checked).build();
    private final Reconciler reconciler = cloud.reconciler("test")
            .execution(executor -> executor.guardrails(Guardrails.none()))
            .build();
    private ClusterSnapshot cluster;

    Cloud(ClusterSnapshot cluster) {
        this.cluster = cluster;
    }

    /** The controller does its work, and time passes until health checks have settled. */
    void reconcile(ClusterSnapshot with) {
        cluster = with;
        reconciler.reconcile(with);
        cloud.advance(Duration.ofMinutes(5));
    }

    /** The checks see the cluster as it is, whether or not the controller has acted upon it. */
    Observation observe(ClusterSnapshot now, Map<String, Object> edits) {
        cluster = now;
        cloud.advance(Duration.ofMinutes(1));
        Map<String, Object> document =
                Fields.map(ObservationDocument.of(SimulatedCloud.ID.name(), reconciler.observe()));
        return ObservationDocument.read(new CloudEdits(document).edited(edits), cloud.kinds());
    }

    List<FilterPath> filters(FilterRequest request) {
        return cloud.filters(request);
    }

    Reconciler reconciler() {
        return reconciler;
    }

    /** Under policy Local a node answers for its own pods; otherwise everybody answers. */
    private MemberHealth checked(Resource pool, Member member) {
        boolean alone = cluster.service(SERVICE)
                .filter(service -> service.externalTrafficPolicy() == TrafficPolicy.LOCAL
                        && cluster.node(member.id()).isPresent()
                        && service.healthCheckNodePort().isPresent()
                        && !KubeProxy.of(cluster)
                                .healthCheckNodePort(service, member.id())
                                .passes())
                .isPresent();
        return alone
                ? new MemberHealth(MemberHealth.State.UNHEALTHY, "503 from the health check node port")
                : MemberHealth.of(MemberHealth.State.HEALTHY);
    }
}
