package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.execute.Cancellation;
import io.lbkit.reconcile.execute.Executor;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.execute.RateLimits;
import io.lbkit.reconcile.execute.StepOutcome;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A controller that does what LBKit does: observes, plans, passes the guardrails, carries out, and publishes addresses. */
public final class LbkitController implements Controller {
    private static final int CALLS_AT_ONCE = 4;

    private final Guardrails guardrails;
    private final UnaryOperator<Plan> plans;
    private final UnaryOperator<LoadBalancerProvider> clouds;
    private final RateLimits rates = RateLimits.standard();
    private final RandomGenerator random = new SplittableRandom(1);
    private Cancellation cancellation = Cancellation.create();

    /** A controller with everything that LBKit has on unless somebody says otherwise. */
    public LbkitController() {
        this(Guardrails.standard(), UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** A controller without something, to show that the simulation misses it. */
    LbkitController(Guardrails guardrails, UnaryOperator<Plan> plans, UnaryOperator<LoadBalancerProvider> clouds) {
        this.guardrails = guardrails;
        this.plans = plans;
        this.clouds = clouds;
    }

    /** What is waited for may not be wanted any more, so it is planned again. */
    @Override
    public void changed() {
        cancellation.cancel();
    }

    @Override
    public Result reconcile(ControllerContext context) {
        ClusterSnapshot cluster = context.cluster();
        SortedSet<ServiceKey> touched = context.touched().orElseGet(TreeSet::new);
        Predicate<ServiceKey> selection = service -> touched.isEmpty() || touched.contains(service);
        Reconciler reconciler = Reconciler.builder()
                .provider(context.provider())
                .clusterId(context.clusterId())
                .services(selection)
                .build();
        ObservationScope scope = new ObservationScope(context.clusterId(), touched);
        Plan plan = plans.apply(reconciler.plan(cluster, context.provider().observe(scope)));
        cancellation = Cancellation.create();
        Outcome outcome = executor(context).execute(plan, List.of(), cancellation);
        outcome.steps().stream()
                .filter(step -> step.status() != StepOutcome.Status.DONE)
                .forEach(step -> context.note(step.status().label() + " "
                        + step.step().action().label() + " " + step.step().resource() + " " + step.detail()));
        Observation after =
                plan.isEmpty() ? plan.observation() : context.provider().observe(scope);
        for (Service service : cluster.services()) {
            if (service.wantsLoadBalancer()
                    && selection.test(service.key())
                    && !plan.held().contains(service.key())) {
                publish(context, service, after);
            }
        }
        return outcome.incomplete().isEmpty() ? Result.DONE : Result.AGAIN;
    }

    private Executor executor(ControllerContext context) {
        return Executor.builder()
                .provider(clouds.apply(context.provider()))
                .guardrails(guardrails)
                .scheduler(context::scheduler)
                .workers(context.workers())
                .concurrency(CALLS_AT_ONCE)
                .rates(rates)
                .random(random)
                .build();
    }

    private static void publish(ControllerContext context, Service service, Observation observation) {
        List<LoadBalancerIngress> ingress = observation.actual().resources().stream()
                .filter(object -> belongsTo(object, context.clusterId(), service.key()))
                .flatMap(object -> SimulatedKinds.addresses(object).stream())
                .distinct()
                .map(address -> LoadBalancerIngress.builder().ip(address).build())
                .toList();
        boolean known = observation.unread().isEmpty() && !ingress.equals(service.ingress());
        if (known) {
            context.publish(service.key(), ingress);
        }
    }

    private static boolean belongsTo(Resource object, String cluster, ServiceKey service) {
        return object.owners().stream()
                .anyMatch(owner -> owner.cluster().equals(cluster)
                        && owner.service().filter(service::equals).isPresent());
    }
}
