package io.lbkit.reconcile.execute;

import static io.lbkit.reconcile.execute.StubCloud.POOL;
import static io.lbkit.reconcile.execute.StubCloud.error;
import static io.lbkit.reconcile.execute.StubCloud.plan;
import static io.lbkit.reconcile.execute.StubCloud.seeing;
import static io.lbkit.reconcile.execute.StubCloud.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.Fingerprint;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.execute.StepOutcome.Status;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.VirtualTime;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** After a lost answer: which findings count as the effect, which as its absence, and which forbid another try. */
class ReadBackTest {
    private static final Applied MARK = new Applied(Fingerprint.of("spec"), Optional.empty(), "1");
    private static final Applied OLD_MARK = new Applied(Fingerprint.of("old"), Optional.empty(), "1");
    private static final Resource EXISTING =
            Resource.builder().from(POOL).cloudId("id-1").build();

    private final StubCloud cloud = new StubCloud();

    /** Loses the answer, then shows what exists. */
    private StepOutcome after(Change change, Observation seen) {
        return after(ErrorKind.STATE_UNKNOWN, change, seen);
    }

    private StepOutcome after(ErrorKind kind, Change change, Observation seen) {
        cloud.calls.clear();
        cloud.failures.add(error(kind));
        cloud.observed = seen;
        return Executor.builder()
                .provider(cloud)
                .scheduler(VirtualTime::new)
                .build()
                .execute(plan(step("s1", change)))
                .steps()
                .get(0);
    }

    private void assertDone(Change change, Observation seen) {
        assertThat(after(change, seen).status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]");
    }

    private void assertRepeated(Change change, Observation seen) {
        assertThat(after(change, seen).status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]", "apply");
    }

    private void assertLost(Change change, Observation seen, String why) {
        StepOutcome outcome = after(change, seen);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.detail()).isEqualTo("told so; " + why);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]");
    }

    private static Observation with(MemberSet members) {
        return seeing(Resource.builder().from(EXISTING).members(members).build());
    }

    private static Resource.Builder existing() {
        return Resource.builder().from(EXISTING);
    }

    @Test
    @DisplayName("A creation has had its effect if the object has the values, the owners and the mark")
    void creation() {
        Resource wanted = Resource.builder().from(POOL).applied(MARK).build();
        Change create = new Change.Create(wanted);
        assertDone(create, seeing(existing().applied(MARK).build()));
        assertRepeated(create, seeing(existing().applied(OLD_MARK).build()));
        assertRepeated(create, seeing(EXISTING));
        assertRepeated(create, Observation.empty());
        assertRepeated(
                create,
                seeing(existing().applied(MARK).set(AwsLike.PROTOCOL, "UDP").build()));
        assertRepeated(
                create, seeing(existing().applied(MARK).spec(java.util.Map.of()).build()));
        assertRepeated(
                create,
                seeing(existing()
                        .applied(MARK)
                        .owners(List.of(Shop.owner("api")))
                        .build()));
    }

    @Test
    @DisplayName("A creation of what exists is done if it is ours and as wanted, and final otherwise")
    void alreadyExists() {
        Change create = new Change.Create(POOL);
        assertThat(after(ErrorKind.ALREADY_EXISTS, create, seeing(EXISTING)).status())
                .isEqualTo(Status.DONE);
        StepOutcome foreign = after(
                ErrorKind.ALREADY_EXISTS,
                create,
                seeing(existing().owners(List.of(Owner.ofCluster("other"))).build()));
        assertThat(foreign.status()).isEqualTo(Status.FAILED);
        assertThat(foreign.error()).contains(ErrorKind.ALREADY_EXISTS);
        assertThat(foreign.detail()).isEqualTo("told so");
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]");
    }

    @Test
    @DisplayName("The id of a creation that was read back is known to later steps")
    void idOfCreation() {
        cloud.failures.add(error(ErrorKind.STATE_UNKNOWN));
        cloud.observed = seeing(existing().cloudId("id-9").build());
        Executor.builder()
                .provider(cloud)
                .scheduler(VirtualTime::new)
                .build()
                .execute(plan(
                        step("s1", new Change.Create(POOL)),
                        step("s2", new Change.AddMembers(POOL, Shop.members("a")))
                                .addAfter("s1")));
        assertThat(cloud.batches.get(1).cloudIds()).containsEntry(POOL.id(), "id-9");
    }

    private static Change.Update update(Resource wanted) {
        return new Change.Update(
                EXISTING,
                wanted,
                List.of(AttributeChange.ofAttribute(AwsLike.INTERVAL.name(), SpecValue.absent(), SpecValue.of(10))));
    }

    @Test
    @DisplayName("An update has had its effect if the named attributes, the owners and the mark are there")
    void update() {
        Resource wanted =
                Resource.builder().from(POOL).set(AwsLike.INTERVAL, 10L).build();
        Resource marked = Resource.builder().from(wanted).applied(MARK).build();
        Resource found = existing().set(AwsLike.INTERVAL, 10L).build();
        assertDone(update(wanted), seeing(found));
        assertDone(
                update(wanted),
                seeing(Resource.builder()
                        .from(found)
                        .set(AwsLike.PROTOCOL, "UDP")
                        .build()));
        assertRepeated(update(wanted), seeing(EXISTING));
        assertRepeated(update(wanted), Observation.empty());
        assertRepeated(update(marked), seeing(found));
        assertDone(
                update(marked),
                seeing(Resource.builder().from(found).applied(MARK).build()));
        assertRepeated(
                update(wanted),
                seeing(Resource.builder()
                        .from(found)
                        .addOwner(Shop.owner("api"))
                        .build()));
    }

    @Test
    @DisplayName("A repeated update carries the revision that was read last, and the same wish")
    void freshRevision() {
        Resource wanted =
                Resource.builder().from(POOL).set(AwsLike.INTERVAL, 10L).build();
        Resource fresh = existing().revision("r2").build();
        assertThat(after(ErrorKind.CONFLICT, update(wanted), seeing(fresh)).status())
                .isEqualTo(Status.DONE);
        Change.Update again = (Change.Update) cloud.batches.get(1).changes().get(0);
        assertThat(again.before()).isEqualTo(fresh);
        assertThat(again.resource()).isEqualTo(wanted);
        assertThat(again.attributes()).isEqualTo(update(wanted).attributes());
    }

    @Test
    @DisplayName("Nothing is sent again to an object that is not ours any more, or is another one; the outcome says so")
    void lost() {
        Resource stolen = existing().owners(List.of(Owner.ofCluster("other"))).build();
        String why = POOL.id() + " is not ours any more; its owners are " + stolen.owners();
        assertLost(update(POOL), seeing(stolen), why);
        assertLost(new Change.AddMembers(POOL, Shop.members("a")), seeing(stolen), why);
        assertLost(new Change.RemoveMembers(POOL, Shop.members("a")), seeing(stolen), why);
        assertLost(new Change.Delete(EXISTING), seeing(stolen), why);
        assertLost(
                update(POOL), seeing(existing().cloudId("id-2").build()), POOL.id() + " is another object now, id-2");
    }

    @Test
    @DisplayName("A deletion has had its effect if that object is gone, even where another has its name")
    void deletion() {
        Change delete = new Change.Delete(EXISTING);
        assertDone(delete, Observation.empty());
        assertDone(delete, seeing(existing().cloudId("id-2").build()));
        assertRepeated(delete, seeing(EXISTING));
        Resource successor = existing().cloudId("id-2").build();
        assertRepeated(
                delete,
                Observation.builder()
                        .actual(ResourceGraph.of(successor))
                        .addSuperseded(EXISTING)
                        .build());
        assertRepeated(delete, Observation.builder().addSuperseded(EXISTING).build());
        assertDone(
                delete,
                Observation.builder()
                        .actual(ResourceGraph.of(successor))
                        .addSuperseded(existing().cloudId("id-0").build())
                        .build());
    }

    @Test
    @DisplayName("Members have come if each is there as wanted")
    void additions() {
        Change add = new Change.AddMembers(POOL, Shop.members("a", "b"));
        assertDone(add, with(Shop.members("a", "b", "c")));
        assertRepeated(add, with(Shop.members("a", "c")));
        assertRepeated(add, with(MemberSet.empty()));
        assertRepeated(
                add,
                with(MemberSet.of(List.of(
                        Member.of("a"), Member.builder().id("b").weight(7).build()))));
    }

    @Test
    @DisplayName("Members have gone if each is away or draining, and all of the members could be read")
    void removals() {
        Change remove = new Change.RemoveMembers(POOL, Shop.members("a", "b"));
        assertDone(remove, with(Shop.members("c")));
        Member draining = Member.builder().id("b").state(MemberState.DRAINING).build();
        assertDone(remove, with(MemberSet.of(List.of(draining))));
        assertRepeated(remove, with(Shop.members("b")));
        assertRepeated(
                remove, seeing(existing().membersCoverage(Coverage.PARTIAL).build()));
    }

    @Test
    @DisplayName("Members that carry a mark have moved only when the mark is there too")
    void markOfMembers() {
        Applied mark = new Applied(Fingerprint.of("spec"), Optional.of(Fingerprint.of("members")), "1");
        Resource wanted = Resource.builder().from(POOL).applied(mark).build();
        Resource found = existing().members(Shop.members("a")).applied(MARK).build();
        Resource marked = Resource.builder().from(found).applied(mark).build();
        assertRepeated(new Change.AddMembers(wanted, Shop.members("a")), seeing(found));
        assertDone(new Change.AddMembers(wanted, Shop.members("a")), seeing(marked));
        assertRepeated(new Change.RemoveMembers(wanted, Shop.members("b")), seeing(found));
        assertDone(new Change.RemoveMembers(wanted, Shop.members("b")), seeing(marked));
    }

    @Test
    @DisplayName("A reading that fails is made again, and the change is not sent before one succeeds")
    void failedReading() {
        cloud.readFailures.add(error(ErrorKind.TRANSIENT));
        StepOutcome outcome = after(new Change.Create(POOL), seeing(EXISTING));
        assertThat(outcome.status()).isEqualTo(Status.DONE);
        assertThat(cloud.calls).containsExactly("apply", "observe [shop/web]", "observe [shop/web]");
    }
}
