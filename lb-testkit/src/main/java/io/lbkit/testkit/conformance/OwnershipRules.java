package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.opentest4j.TestAbortedException;

/** Rules 6xx. */
abstract class OwnershipRules extends Section {
    OwnershipRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    /** Makes an object under a name of ours that carries the mark of another cluster. */
    private Resource plant() {
        Resource ours = bench.design(oneService(), SampleCluster.key(1)).resources().stream()
                .filter(resource -> resource.dependsOn().isEmpty())
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("skipped: every object needs another one"));
        Owner somebody = Owner.of("somebody-else", sample.service(1));
        Resource foreign =
                Resource.builder().from(ours).owners(List.of(somebody)).build();
        bench.note("an object of somebody else: " + ours.id());
        ChangeResult made =
                bench.changes(bench.creation(foreign, somebody)).results().get(0);
        assertThat(made).as("making of an object for another cluster").isInstanceOf(ChangeResult.Done.class);
        return bench.observe().actual().get(ours.id()).orElseThrow();
    }

    @Rule(id = "LBP-601", text = "A foreign object under a name of ours is reported and left alone")
    void foreignObjectsAreReported() {
        ask(contract.canMeetForeignObjects(), "canMeetForeignObjects()");
        Resource foreign = plant();
        Plan plan = bench.plan(oneService());

        assertThat(plan.held()).as("Services left alone").contains(SampleCluster.key(1));
        assertThat(plan.findings().stream().map(Finding::kind)).as("findings").contains(FindingKind.FOREIGN_RESOURCE);
        bench.run("what can be done beside the foreign object", plan);
        bench.run("deletion beside the foreign object", bench.plan(noService()));
        requireUntouched(foreign);
    }

    private void requireUntouched(Resource foreign) {
        assertThat(bench.observe().actual().get(foreign.id()))
                .as("the foreign object")
                .hasValueSatisfying(found -> {
                    assertThat(found.owners()).isEqualTo(foreign.owners());
                    assertThat(found.spec()).isEqualTo(foreign.spec());
                    assertThat(found.members()).isEqualTo(foreign.members());
                    assertThat(found.cloudId()).isEqualTo(foreign.cloudId());
                });
    }

    @Rule(id = "LBP-602", text = "Making an object where a foreign one has the name fails as already-exists")
    void foreignNamesAreRefused() {
        ask(contract.canMeetForeignObjects(), "canMeetForeignObjects()");
        Resource foreign = plant();
        Resource ours = bench.design(oneService(), SampleCluster.key(1)).resources().stream()
                .filter(resource -> resource.id().equals(foreign.id()))
                .findFirst()
                .orElseThrow();
        Change creation = bench.creation(ours, Owner.of(Bench.CLUSTER, sample.service(1)));

        Answers.requireFailure("making " + ours.id(), ErrorKind.ALREADY_EXISTS, () -> bench.changes(creation));
        requireUntouched(foreign);
    }

    @Rule(id = "LBP-603", text = "What another cluster has survives the deletion of everything of ours")
    void otherClustersSurvive() {
        ask(contract.servesSeveralClusters(), "servesSeveralClusters()");
        Bench other = bench.ofCluster("another-cluster");
        ClusterSnapshot theirs = sample.with(sample.service(5));
        other.apply("a Service of another cluster", theirs);
        List<Resource> before = other.ours();
        bench.apply("one Service", oneService());
        bench.apply("no Service", noService());

        assertThat(bench.ours()).as("what is left of ours").isEmpty();
        assertThat(other.ours()).as("what the other cluster has").isEqualTo(before);
        Bench.assertEmpty(other.plan(theirs), "the plan of the other cluster");
    }

    @Rule(id = "LBP-604", text = "An object that somebody deleted is missed and made again")
    void lostObjectsAreMadeAgain() {
        Plan plan = bench.apply("one Service", oneService());
        SortedSet<ResourceId> used = new TreeSet<>();
        bench.ours().forEach(resource -> used.addAll(resource.dependsOn()));
        for (Resource wanted : plan.desired().resources()) {
            Optional<Resource> found = bench.observe().actual().get(wanted.id());
            assertThat(found).as(wanted.id() + " as observed").isPresent();
            if (!used.contains(wanted.id())) {
                bench.changes(new Change.Delete(found.orElseThrow()));
                assertThat(bench.observe().actual().get(wanted.id()))
                        .as(wanted.id() + " once deleted")
                        .isEmpty();
                bench.converge("once " + wanted.id() + " is gone", oneService());
                assertThat(bench.observe().actual().get(wanted.id()))
                        .as(wanted.id() + " made again")
                        .isPresent();
            }
        }
    }

    @Rule(id = "LBP-605", text = "What cannot be read is unknown, not missing")
    void unreadIsNotMissing() {
        ask(contract.canHideParts(), "canHideParts()");
        bench.apply("one Service", oneService());
        List<ResourceKind> kinds = new ArrayList<>(
                new TreeSet<>(bench.ours().stream().map(Resource::kind).toList()));
        for (int i = 0; i < kinds.size(); i++) {
            if (i > 0) {
                fresh();
                bench.apply("one Service", oneService());
            }
            ResourceKind kind = kinds.get(i);
            List<ResourceId> hidden = bench.ours().stream()
                    .filter(resource -> resource.kind().equals(kind))
                    .map(Resource::id)
                    .toList();
            bench.note("the listing of " + kind.name() + " fails");
            harness.hide(kind);
            Observation observation = bench.observe();
            hidden.forEach(id -> assertThat(observation.knows(id))
                    .as("whether the observation knows " + id)
                    .isFalse());
            Plan kept = bench.plan(oneService());
            assertThat(Bench.told(kept))
                    .as("steps while " + kind.name() + " cannot be read")
                    .isEmpty();
            assertThat(kept.held()).as("Services left alone").contains(SampleCluster.key(1));
        }
    }

    @Rule(id = "LBP-606", text = "Without being told to adopt it as it is marked, no update touches a foreign object")
    void updatesLeaveForeignObjects() {
        ask(contract.canMeetForeignObjects(), "canMeetForeignObjects()");
        Resource foreign = plant();
        Change.Update adoption = adoption(foreign);
        Resource ofNobody = Resource.builder().from(foreign).owners(List.of()).build();
        Change.Update ordinary = new Change.Update(foreign, adoption.resource(), ordinary(adoption));
        Change.Update late = new Change.Update(ofNobody, adoption.resource(), adoption.attributes());

        assertThat(Answers.failure(() -> bench.changes(ordinary)))
                .as("failure of an update that is no adoption")
                .isPresent();
        requireUntouched(foreign);
        assertThat(Answers.failure(() -> bench.changes(late)))
                .as("failure of an adoption of what was nobody's, and is somebody's by now")
                .isPresent();
        requireUntouched(foreign);
    }

    private Change.Update adoption(Resource foreign) {
        return bench.planToAdopt(foreign.id(), oneService()).steps().stream()
                .map(Step::change)
                .filter(change -> change.id().equals(foreign.id()))
                .filter(Change.Update.class::isInstance)
                .map(Change.Update.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no update adopts " + foreign.id()));
    }

    /** An update of what can be changed, or of nothing where no other value is known. */
    private List<AttributeChange> ordinary(Change.Update adoption) {
        OtherValues values = new OtherValues(bench, harness, sample);
        List<AttributeChange> changes = new ArrayList<>();
        for (Attribute<?> attribute : adoption.before().kind().attributes()) {
            SpecValue from = adoption.before().spec().getOrDefault(attribute.name(), SpecValue.absent());
            if (attribute.mutability() == Mutability.IN_PLACE) {
                values.than(adoption.before(), attribute)
                        .map(to -> AttributeChange.ofAttribute(attribute.name(), from, to))
                        .ifPresent(changes::add);
            }
        }
        return changes.subList(0, Math.min(1, changes.size()));
    }

    @Rule(id = "LBP-607", text = "An adopted object is ours, and is changed and deleted as if we had made it")
    void foreignObjectsAreAdopted() {
        ask(contract.canMeetForeignObjects(), "canMeetForeignObjects()");
        Resource foreign = plant();
        assertThat(bench.run("adoption of " + foreign.id(), bench.planToAdopt(foreign.id(), oneService())))
                .as("changes that failed")
                .isEmpty();

        Bench.assertEmpty(bench.plan(oneService()), "the plan after the adoption");
        assertThat(bench.observe().actual().get(foreign.id()))
                .as("the adopted object")
                .hasValueSatisfying(found -> assertThat(found.owners())
                        .allMatch(owner -> owner.cluster().equals(Bench.CLUSTER)));
        bench.apply("no Service", noService());
        assertThat(bench.ours()).as("what is left of ours").isEmpty();
    }
}
