package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.TestInfo;
import org.opentest4j.TestAbortedException;

/** Rules 7xx. */
abstract class CallRules extends Section {
    CallRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    private Resource observed(ResourceId id) {
        return bench.observe().actual().get(id).orElseThrow(() -> new AssertionError(id + " is not observed"));
    }

    private Owner owner() {
        return Owner.of(Bench.CLUSTER, sample.service(1));
    }

    private void requireDone(String what, Change change) {
        Answers.requireSuccess(what + " " + change.id(), () -> bench.changes(change));
    }

    @Rule(id = "LBP-701", text = "A batch is answered with one result for each change")
    void resultsAreComplete() {
        List<String> wrong = new ArrayList<>();
        Bench watched = bench.with(new Passing(bench.provider()) {
            @Override
            public BatchResult apply(ChangeBatch batch) {
                BatchResult result = super.apply(batch);
                if (result.results().size() != batch.changes().size()) {
                    wrong.add(batch.changes().size() + " changes of " + batch.key() + ": "
                            + result.results().size() + " results");
                }
                return result;
            }
        });
        watched.run("one Service", watched.plan(oneService()));
        watched.run("many nodes", watched.plan(sample.with(Math.min(contract.mostNodes(), 20), sample.service(1))));
        bench.ours().stream()
                .filter(pool ->
                        pool.members().filter(members -> !members.isEmpty()).isPresent())
                .forEach(pool -> watched.changes(
                        new Change.AddMembers(pool, pool.members().orElseThrow()),
                        new Change.AddMembers(pool, pool.members().orElseThrow())));
        watched.run("no Service", watched.plan(noService()));

        assertThat(wrong).as("batches with another number of results").isEmpty();
    }

    @Rule(id = "LBP-702", text = "The cloud id in the answer to a creation is the one that is observed")
    void cloudIdsAgree() {
        SortedMap<ResourceId, String> answered = new TreeMap<>();
        Bench watched = bench.with(new Passing(bench.provider()) {
            @Override
            public BatchResult apply(ChangeBatch batch) {
                BatchResult result = super.apply(batch);
                for (int i = 0; i < result.results().size(); i++) {
                    if (result.results().get(i) instanceof ChangeResult.Done done
                            && batch.changes().get(i) instanceof Change.Create create) {
                        done.cloudId().ifPresent(id -> answered.put(create.id(), id));
                    }
                }
                return result;
            }
        });
        watched.run("one Service", watched.plan(oneService()));

        for (Resource made : bench.ours()) {
            if (made.cloudId().isPresent() && answered.containsKey(made.id())) {
                assertThat(answered.get(made.id()))
                        .as("cloud id of " + made.id())
                        .isEqualTo(made.cloudId().get());
            }
        }
    }

    @Rule(id = "LBP-703", text = "Deleting what does not exist succeeds")
    void deletingNothingSucceeds() {
        bench.apply("one Service", oneService());
        List<Resource> made = bench.ours();
        bench.apply("no Service", noService());

        made.forEach(gone -> requireDone("deleting again", new Change.Delete(gone)));
        assertThat(bench.ours()).as("what is there").isEmpty();
    }

    @Rule(id = "LBP-704", text = "Making what is there as it is wanted succeeds and makes nothing")
    void creationIsIdempotent() {
        Plan plan = bench.apply("one Service", oneService());
        List<Resource> before = bench.ours();
        for (Resource wanted : plan.desired().resources()) {
            requireDone("making again", bench.creation(wanted, owner()));
        }

        assertThat(bench.ours().stream().map(Resource::id).toList())
                .as("objects of ours")
                .isEqualTo(before.stream().map(Resource::id).toList());
        Bench.assertEmpty(bench.plan(oneService()), "the plan afterwards");
    }

    @Rule(id = "LBP-705", text = "Changing what does not exist fails as not-found")
    void changingNothingFails() {
        Plan plan = bench.apply("one Service", oneService());
        Update update = update(plan);
        bench.apply("no Service", noService());

        Answers.requireFailure(
                "changing " + update.before().id(), ErrorKind.NOT_FOUND, () -> bench.changes(update.change()));
    }

    /** A change of a number or a list of an object, with the object as it was observed. */
    private record Update(Resource before, Attribute<?> attribute, SpecValue to) {
        Change.Update change() {
            Resource after = Resource.builder()
                    .from(before)
                    .putSpec(attribute.name(), to)
                    .build();
            SpecValue from = before.spec().getOrDefault(attribute.name(), SpecValue.absent());
            return new Change.Update(before, after, List.of(AttributeChange.ofAttribute(attribute.name(), from, to)));
        }
    }

    private Update update(Plan plan) {
        OtherValues values = new OtherValues(bench, harness, sample);
        for (Resource wanted : plan.desired().resources()) {
            Resource before = observed(wanted.id());
            for (Attribute<?> attribute : wanted.kind().attributes()) {
                if (attribute.mutability() == Mutability.IN_PLACE
                        && before.spec().containsKey(attribute.name())) {
                    Optional<SpecValue> other = values.than(before, attribute);
                    if (other.isPresent()) {
                        return new Update(before, attribute, other.get());
                    }
                }
            }
        }
        throw new TestAbortedException("skipped: no attribute that changes in place has another value that is known");
    }

    @Rule(
            id = "LBP-706",
            level = Level.OPTIONAL,
            text = "Where objects have revisions, a change of an older one than there is fails as conflict")
    void staleChangesConflict() {
        Plan plan = bench.apply("one Service", oneService());
        Update update = update(plan);
        skipUnless(update.before().revision().isPresent(), "objects have no revision");
        requireDone("changing", update.change());
        SpecValue from = update.before().spec().getOrDefault(update.attribute().name(), SpecValue.absent());
        Change.Update stale = new Update(update.before(), update.attribute(), from).change();

        Answers.requireFailure(
                "changing an old revision of " + stale.id(), ErrorKind.CONFLICT, () -> bench.changes(stale));
        assertThat(observed(stale.id()).spec().get(update.attribute().name()))
                .as(update.attribute() + " of " + stale.id())
                .isEqualTo(update.to());
    }

    @Rule(
            id = "LBP-707",
            level = Level.OPTIONAL,
            text = "Where the cloud keeps what others use, its deletion fails as in-use and has no effect")
    void usedObjectsStay() {
        Plan plan = bench.apply("one Service", oneService());
        TreeSet<ResourceId> used = new TreeSet<>();
        bench.ours()
                .forEach(resource -> resource.spec().values().forEach(value -> {
                    if (value instanceof SpecValue.Ref ref) {
                        used.add(ref.target());
                    }
                }));
        used.retainAll(plan.desired().ids());
        skipUnless(!used.isEmpty(), "nothing refers to anything");
        Change deletion = new Change.Delete(observed(used.first()));
        Optional<ErrorKind> failure = Answers.failure(() -> bench.changes(deletion));
        skipUnless(failure.isPresent(), "the cloud deletes what is used");

        assertThat(failure)
                .as("deleting " + deletion.id() + ", which is used, fails")
                .contains(ErrorKind.IN_USE);
        Bench.assertEmpty(bench.plan(oneService()), "the plan afterwards");
    }

    @Rule(id = "LBP-708", text = "Each failure of the cloud is told as what it is")
    void failuresAreTold(TestInfo test) {
        ask(!contract.canProvoke().isEmpty(), "canProvoke()");
        List<String> untold = new ArrayList<>();
        for (ErrorKind kind : ErrorKind.values()) {
            if (!contract.canProvoke().contains(kind)) {
                untold.add(kind.label());
                continue;
            }
            fresh();
            Plan plan = bench.plan(oneService());
            Resource first = plan.desired().inDependencyOrder().get(0);
            bench.note("the next call fails as " + kind.label());
            harness.provoke(kind);
            Answers.requireFailure("making " + first.id(), kind, () -> bench.changes(bench.creation(first, owner())));
            bench.converge("after " + kind.label(), oneService());
        }
        notTested(test, untold);
    }

    @Rule(
            id = "LBP-709",
            level = Level.OPTIONAL,
            text = "Where changes of a kind are atomic, all changes of a batch happen or none")
    void documentsAreAtomic() {
        skipUnless(kinds().stream().anyMatch(kind -> kind.batching() == Batching.ATOMIC), "no kind is atomic");
        Plan plan = bench.apply("one Service", oneService());
        Resource part = plan.desired().resources().stream()
                .filter(resource -> resource.kind().batching() == Batching.ATOMIC)
                .filter(resource -> resource.dependsOn().isEmpty())
                .findFirst()
                .orElseThrow();
        Resource fresh = Resource.builder().from(part).name(part.name() + "-2").build();
        Resource missing = Resource.builder()
                .from(part)
                .name(part.name() + "-3")
                .cloudId(part.name() + "-3")
                .build();
        bench.note("one batch: a part is made, and one that does not exist is changed");
        ChangeBatch batch = ChangeBatch.builder()
                .key(part.kind().batchKey().apply(part))
                .addChange(bench.creation(fresh, owner()))
                .addChange(new Change.Update(
                        missing,
                        missing,
                        List.of(new AttributeChange(AttributeChange.OWNERS, SpecValue.absent(), SpecValue.absent()))))
                .build();

        assertThat(Answers.failure(() -> bench.provider().apply(batch)))
                .as("failure of the batch")
                .isPresent();
        assertThat(bench.observe().actual().get(fresh.id()))
                .as("the part that was to be made")
                .isEmpty();
        Bench.assertEmpty(bench.plan(oneService()), "the plan afterwards");
    }
}
