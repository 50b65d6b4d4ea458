package io.lbkit.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final SimulatedCloud cloud = SimulatedCloud.create();

    private static Change.Create check(String name) {
        return new Change.Create(Resource.builder()
                .kind(SimulatedKinds.HEALTH_CHECK_KIND)
                .name(name)
                .addOwner(Owner.ofCluster(Scenes.CLUSTER))
                .build());
    }

    private boolean exists(String name) {
        return Scenes.observe(cloud).actual().get(check(name).id()).isPresent();
    }

    @Test
    void aRefusedCallHasNoEffect() {
        cloud.faults().add(Fault.refusing(ErrorKind.THROTTLED).times(2).retryAfter(Duration.ofSeconds(3)));
        ChangeResult.Failed first = (ChangeResult.Failed) Scenes.one(cloud, check("a"));
        assertThat(first.error().kind()).isEqualTo(ErrorKind.THROTTLED);
        assertThat(first.error().retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(first.error().resource()).contains(check("a").id());
        assertThat(Scenes.failure(cloud, check("a"))).isEqualTo(ErrorKind.THROTTLED);
        assertThat(exists("a")).isFalse();
        Scenes.done(cloud, check("a"));
        assertThat(cloud.faults().pending()).isZero();
    }

    @Test
    void aLostAnswerHasItsEffectAndMayBeAskedForAgain() {
        cloud.faults().add(Fault.losingAnswer().on(Operation.CREATE));
        assertThat(Scenes.failure(cloud, check("a"))).isEqualTo(ErrorKind.STATE_UNKNOWN);
        assertThat(exists("a")).isTrue();
        Scenes.done(cloud, check("a"));
        assertThat(Scenes.observe(cloud).actual().resources()).hasSize(1);
    }

    @Test
    void aFaultHitsOnlyWhatItMatches() {
        cloud.faults()
                .add(Fault.refusing(ErrorKind.PERMISSION)
                        .on(Operation.CREATE)
                        .matching("simulated#healthCheck/b*")
                        .always());
        BatchResult result = cloud.apply(Scenes.batch(check("a"), check("b1"), check("c"), check("b2")));
        assertThat(result.results().stream().map(ChangeResult.Failed.class::isInstance))
                .containsExactly(false, true, false, true);
        assertThat(exists("c")).isTrue();
        assertThat(exists("b1")).isFalse();
    }

    @Test
    void aBatchMayBeRefusedAsAWhole() {
        cloud.faults().add(Fault.refusingBatch(ErrorKind.TRANSIENT).matching("*/b"));
        assertThatThrownBy(() -> cloud.apply(Scenes.batch(check("a"), check("b"))))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TRANSIENT));
        assertThat(exists("a")).isFalse();
    }

    @Test
    void anObservationMayFail() {
        cloud.faults().add(Fault.refusing(ErrorKind.THROTTLED).on(Operation.OBSERVE));
        assertThatThrownBy(() -> Scenes.observe(cloud)).isInstanceOf(ProviderException.class);
        assertThatCode(() -> Scenes.observe(cloud)).doesNotThrowAnyException();
    }

    @Test
    void partsMayBeUnreadable() {
        Scenes.done(cloud, check("a"), check("b"));
        cloud.faults().add(Fault.unreadable("simulated#healthCheck/a", ErrorKind.TRANSIENT));
        Observation oneMissing = Scenes.observe(cloud);
        assertThat(oneMissing.knows(check("a").id())).isFalse();
        assertThat(oneMissing.actual().ids()).containsExactly(check("b").id());
        cloud.faults().add(Fault.unreadable("simulated#healthCheck/*", ErrorKind.PERMISSION));
        Observation kindMissing = Scenes.observe(cloud);
        assertThat(kindMissing.actual().isEmpty()).isTrue();
        assertThat(kindMissing.unread()).singleElement().satisfies(part -> {
            assertThat(part.name()).isEmpty();
            assertThat(part.error()).isEqualTo(ErrorKind.PERMISSION);
        });
        assertThat(exists("a")).isTrue();
        assertThatThrownBy(() -> Fault.unreadable("simulated#healthCheck/a*", ErrorKind.PERMISSION))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void theProcessDiesAfterTheGivenCallAndStaysDead() {
        for (int calls = 0; calls <= 3; calls++) {
            SimulatedCloud mortal = SimulatedCloud.create();
            mortal.faults().crashAfter(calls);
            Change[] all = {check("a"), check("b"), check("c"), check("d")};
            assertThatThrownBy(() -> mortal.apply(Scenes.batch(all))).isInstanceOf(SimulatedCrash.class);
            assertThatThrownBy(() -> Scenes.observe(mortal)).isInstanceOf(SimulatedCrash.class);
            mortal.faults().clear();
            assertThat(Scenes.observe(mortal).actual().resources()).hasSize(calls);
            Scenes.done(mortal, all);
            assertThat(Scenes.observe(mortal).actual().resources()).hasSize(4);
        }
    }

    @Test
    void chanceFollowsTheSeed() {
        List<List<Boolean>> runs = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            SimulatedCloud shaky = SimulatedCloud.builder().seed(seed).build();
            shaky.faults()
                    .add(Fault.refusing(ErrorKind.TRANSIENT)
                            .withProbability(0.5)
                            .always());
            List<Boolean> failed = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                failed.add(Scenes.one(shaky, check("c" + i)) instanceof ChangeResult.Failed);
            }
            runs.add(failed);
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2)).contains(true, false);
    }

    @Test
    void everyCallIsRemembered() {
        cloud.faults().add(Fault.refusing(ErrorKind.QUOTA).matching("*/b"));
        cloud.apply(Scenes.batch(check("a"), check("b")));
        Scenes.observe(cloud);
        assertThat(cloud.calls())
                .hasToString("[create simulated#healthCheck/a, create simulated#healthCheck/b -> quota, observe prod]");
        cloud.forgetCalls();
        assertThat(cloud.calls()).isEmpty();
    }
}
