package io.lbkit.reconcile.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.execute.StepOutcome.Status;
import io.lbkit.reconcile.fixture.ScriptedProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.VirtualTime;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One thing that a cloud refuses keeps nothing else of its document from being done. */
class RefusedDocumentTest {
    private static final ResourceKind RULE = ResourceKind.builder()
            .name("rule")
            .batching(Batching.ATOMIC)
            .batchKey(resource -> "document")
            .build();

    private static Resource rule(String name) {
        return Shop.resource(RULE, name)
                .addOwner(Shop.owner(name))
                .cloudId(name)
                .build();
    }

    private static Step step(String id, Change change, String... after) {
        return Step.builder()
                .id(id)
                .action(change instanceof Change.Delete ? Action.DELETE : Action.CREATE)
                .change(change)
                .cause(Cause.NEW)
                .impact(Impact.NONE)
                .addService(Shop.key(change.id().name()))
                .addAfter(after)
                .build();
    }

    private static Step make(String name, String... after) {
        return step(name, new Change.Create(rule(name)), after);
    }

    private static Step delete(String name, String... after) {
        return step(name, new Change.Delete(rule(name)), after);
    }

    /** Refuses every write that has one of some changes. */
    private static ScriptedProvider refusing(ErrorKind kind, String... names) {
        Set<String> faults = Set.of(names);
        return new ScriptedProvider(batch -> {
            List<String> found = names(batch).stream().filter(faults::contains).toList();
            return found.isEmpty()
                    ? ScriptedProvider.allDone(batch)
                    : BatchResult.allFailed(batch, new ProviderException(kind, found + " is refused"));
        });
    }

    private static List<String> names(ChangeBatch batch) {
        return batch.changes().stream().map(change -> change.id().name()).toList();
    }

    private static Outcome execute(ScriptedProvider provider, Step... steps) {
        Plan plan = Plan.builder().addAllSteps(List.of(steps)).build();
        return Executor.builder()
                .provider(provider)
                .scheduler(VirtualTime::new)
                .build()
                .execute(plan);
    }

    private static List<Status> statuses(Outcome outcome) {
        return outcome.steps().stream().map(StepOutcome::status).toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"INVALID", "QUOTA", "IN_USE"})
    @DisplayName("Halves are written again, until what is at fault is alone")
    void halves(ErrorKind kind) {
        ScriptedProvider provider = refusing(kind, "c");
        Outcome outcome = execute(provider, make("a"), make("b"), make("c"), make("d"));
        assertThat(statuses(outcome)).containsExactly(Status.DONE, Status.DONE, Status.FAILED, Status.DONE);
        assertThat(outcome.incomplete()).containsExactly(Shop.key("c"));
        assertThat(outcome.steps().get(2).detail()).startsWith("[c] is refused");
        List<List<String>> written = provider.calls().stream()
                .map(RefusedDocumentTest::names)
                .distinct()
                .toList();
        assertThat(written)
                .containsExactlyInAnyOrder(
                        List.of("a", "b", "c", "d"), List.of("a", "b"), List.of("c", "d"), List.of("c"), List.of("d"));
    }

    @Test
    @DisplayName("One fault among a thousand takes no more writes than twice the number of halvings")
    void fewWrites() {
        ScriptedProvider provider = refusing(ErrorKind.INVALID, "rule-617");
        List<Step> steps = new ArrayList<>();
        IntStream.range(0, 1000).forEach(number -> steps.add(make("rule-" + number)));
        Outcome outcome = execute(provider, steps.toArray(Step[]::new));
        assertThat(statuses(outcome).stream().filter(Status.DONE::equals)).hasSize(999);
        assertThat(provider.calls()).hasSizeLessThanOrEqualTo(1 + 2 * 10);
    }

    @Test
    @DisplayName("Order stays: what needs another half waits for it, and is skipped if that fails")
    void order() {
        ScriptedProvider provider = refusing(ErrorKind.INVALID, "a");
        Outcome outcome = execute(provider, make("a"), make("b"), make("c", "b"), make("d", "a"));
        assertThat(statuses(outcome)).containsExactly(Status.FAILED, Status.DONE, Status.DONE, Status.SKIPPED);
        List<String> done = provider.calls().stream()
                .map(RefusedDocumentTest::names)
                .filter(names -> !names.contains("a"))
                .flatMap(List::stream)
                .toList();
        assertThat(done).containsExactly("b", "c");
    }

    @Test
    @DisplayName("What goes so that something else can come is never written without it")
    void replacement() {
        ScriptedProvider provider = refusing(ErrorKind.IN_USE, "old");
        Outcome outcome = execute(provider, delete("old"), make("new", "old"), make("other"));
        assertThat(statuses(outcome)).containsExactly(Status.FAILED, Status.FAILED, Status.DONE);
        assertThat(provider.calls().stream().map(RefusedDocumentTest::names))
                .allMatch(names -> names.contains("old") == names.contains("new"));
    }

    @Test
    @DisplayName("A deletion that is refused, since somebody else uses the object, keeps no other one from happening")
    void deletions() {
        ScriptedProvider provider = refusing(ErrorKind.IN_USE, "pool");
        Outcome outcome =
                execute(provider, delete("pool"), delete("rule"), delete("probe", "pool"), delete("last", "rule"));
        assertThat(statuses(outcome)).containsExactly(Status.FAILED, Status.DONE, Status.SKIPPED, Status.DONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"PERMISSION", "THROTTLED", "TRANSIENT"})
    @DisplayName("An error that is not about what is written is one of the whole document")
    void whole(ErrorKind kind) {
        ScriptedProvider provider = refusing(kind, "a");
        Outcome outcome = execute(provider, make("a"), make("b"));
        assertThat(statuses(outcome)).containsExactly(Status.FAILED, Status.FAILED);
        assertThat(provider.calls()).allMatch(batch -> batch.changes().size() == 2);
    }
}
