package io.lbkit.reconcile.execute;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.reconcile.spi.ProviderId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Throws what it is told to throw; otherwise everything succeeds. Tells its calls in order. */
final class StubCloud implements LoadBalancerProvider {
    static final Resource POOL = Shop.resource(AwsLike.POOL, "web")
            .addOwner(Shop.owner("web"))
            .set(AwsLike.PROTOCOL, "TCP")
            .build();

    final List<String> calls = new ArrayList<>();
    final List<ChangeBatch> batches = new ArrayList<>();
    final List<String> tokens = new ArrayList<>();
    final Deque<RuntimeException> failures = new ArrayDeque<>();
    final Deque<RuntimeException> healthFailures = new ArrayDeque<>();
    final Deque<RuntimeException> readFailures = new ArrayDeque<>();
    final Deque<BatchResult> answers = new ArrayDeque<>();
    final Deque<Map<MemberKey, MemberHealth>> health = new ArrayDeque<>();
    final List<ObservationScope> scopes = new ArrayList<>();
    final Deque<Observation> readings = new ArrayDeque<>();
    Observation observed = Observation.empty();
    Runnable during = () -> {};

    static Step.Builder step(String id, Change change) {
        return Step.builder()
                .id(id)
                .action(Action.CREATE)
                .change(change)
                .cause(Cause.NEW)
                .impact(Impact.NONE)
                .addService(Shop.key("web"));
    }

    static Plan plan(Step.Builder... steps) {
        Plan.Builder plan = Plan.builder();
        for (Step.Builder step : steps) {
            plan.addStep(step.build());
        }
        return plan.build();
    }

    static ProviderException error(ErrorKind kind) {
        return new ProviderException(kind, "told so");
    }

    static Observation seeing(Resource resource) {
        return Observation.builder().actual(ResourceGraph.of(resource)).build();
    }

    @Override
    public ProviderId id() {
        return new ProviderId("test");
    }

    @Override
    public Set<ResourceKind> kinds() {
        return AwsLike.ALL;
    }

    @Override
    public Observation observe(ObservationScope scope) {
        calls.add("observe " + scope.services());
        if (!readFailures.isEmpty()) {
            throw readFailures.pop();
        }
        scopes.add(scope);
        return readings.isEmpty() ? observed : readings.pop();
    }

    @Override
    public SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope) {
        calls.add("health");
        if (!healthFailures.isEmpty()) {
            throw healthFailures.pop();
        }
        SortedMap<ResourceId, Map<MemberKey, MemberHealth>> all = new TreeMap<>();
        Map<MemberKey, MemberHealth> next = health.size() > 1 ? health.pop() : health.peek();
        if (next != null && !next.isEmpty()) {
            all.put(POOL.id(), next);
        }
        return all;
    }

    @Override
    public Design design(DesignRequest request) {
        throw new AssertionError("an execution designs nothing");
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        calls.add("apply");
        batches.add(batch);
        tokens.addAll(batch.tokens());
        during.run();
        if (!failures.isEmpty()) {
            throw failures.pop();
        }
        if (!answers.isEmpty()) {
            return answers.pop();
        }
        return new BatchResult(batch.changes().stream()
                .map(change -> ChangeResult.made("id-1"))
                .toList());
    }
}
