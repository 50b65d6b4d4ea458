package io.lbkit.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimulatedCloudTest {
    private final SimulatedCloud cloud = SimulatedCloud.create();

    private static Resource wanted(Design design, ResourceKind kind) {
        return Scenes.only(design.resources(), kind);
    }

    private static Resource pool(String name) {
        return Resource.builder()
                .kind(SimulatedKinds.BACKEND_POOL_KIND)
                .name(name)
                .addOwner(Owner.ofCluster(Scenes.CLUSTER))
                .set(SimulatedKinds.MODE, "instance")
                .set(SimulatedKinds.PROTOCOL, "TCP")
                .set(SimulatedKinds.IP_FAMILY, "IPv4")
                .set(SimulatedKinds.DRAIN_SECONDS, 30L)
                .build();
    }

    private static Resource loadBalancer(String name) {
        return Resource.builder()
                .kind(SimulatedKinds.LOAD_BALANCER_KIND)
                .name(name)
                .addOwner(Owner.ofCluster(Scenes.CLUSTER))
                .set(SimulatedKinds.SCHEME, "public")
                .set(SimulatedKinds.IP_FAMILIES, List.of("IPv4"))
                .build();
    }

    private static Change.Update update(Resource before, String attribute, SpecValue to) {
        SpecValue from = before.spec().getOrDefault(attribute, SpecValue.absent());
        return new Change.Update(
                before,
                Resource.builder().from(before).putSpec(attribute, to).build(),
                List.of(new AttributeChange("spec." + attribute, from, to)));
    }

    private String address(String name) {
        return Scenes.actual(cloud, loadBalancer(name).id())
                .get(SimulatedKinds.IP_ADDRESS)
                .orElseThrow();
    }

    @Nested
    class Laws {
        @Test
        void whatWasDesignedAndMadeIsObserved() {
            Design design = Scenes.provision(cloud);
            Observation observation = Scenes.observe(cloud);
            assertThat(observation.actual().ids())
                    .containsExactlyElementsOf(
                            design.resources().stream().map(Resource::id).toList());
            for (Resource wanted : design.resources()) {
                Resource observed = Scenes.actual(cloud, wanted.id());
                assertThat(Scenes.seenAs(wanted, observed)).isEqualTo(wanted);
                assertThat(observed.spec()).hasSameSizeAs(wanted.kind().attributes());
                assertThat(observed.cloudId()).isPresent();
            }
        }

        @Test
        void makingItAgainChangesNothing() {
            Design design = Scenes.provision(cloud);
            Observation before = Scenes.observe(cloud);
            Scenes.make(cloud, design.resources());
            Observation after = Scenes.observe(cloud);
            assertThat(after).isEqualTo(before);
            assertThat(after.actual().resources().stream().map(Resource::cloudId))
                    .containsExactlyElementsOf(before.actual().resources().stream()
                            .map(Resource::cloudId)
                            .toList());
        }

        @Test
        void deletingTwiceSucceeds() {
            Scenes.done(cloud, new Change.Create(pool("p")));
            Resource observed = Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
            Scenes.done(cloud, new Change.Delete(observed), new Change.Delete(observed));
            assertThat(Scenes.observe(cloud).actual().isEmpty()).isTrue();
        }

        @Test
        void deletingAnOldObjectSparesItsSuccessor() {
            Scenes.done(cloud, new Change.Create(pool("p")));
            Resource old = Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
            Scenes.done(cloud, new Change.Delete(old), new Change.Create(pool("p")), new Change.Delete(old));
            assertThat(Scenes.actual(cloud, old.id()).cloudId()).isNotEqualTo(old.cloudId());
        }

        @Test
        void updatesMembersAndUpdatesOfOneObservationDoNotDisturbEachOther() {
            Scenes.done(cloud, new Change.Create(pool("p")));
            Resource before = Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
            Change.Update update = update(before, "port", SpecValue.of(30001));
            Scenes.done(
                    cloud,
                    new Change.AddMembers(before, MemberSet.of(Member.of("a"))),
                    update,
                    new Change.AddMembers(before, MemberSet.of(Member.of("b"))),
                    update);
            Resource after = Scenes.actual(cloud, before.id());
            assertThat(after.get(SimulatedKinds.POOL_PORT)).contains(30001L);
            assertThat(after.members().orElseThrow()).hasToString("[a, b]");
        }

        @Test
        void theMarkIsStoredAndChangesNoRevision() {
            Applied applied = new Applied(Fingerprint.of("spec"), Optional.of(Fingerprint.of("members")), "1");
            Scenes.done(cloud, new Change.Create(pool("p")));
            Resource before = Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
            Owner joined = new Owner(Scenes.CLUSTER, Optional.of(ServiceKey.of("shop", "web")), Optional.empty());
            Resource marked = Resource.builder()
                    .from(before)
                    .addOwner(joined)
                    .applied(applied)
                    .build();
            AttributeChange owners = new AttributeChange("owners", SpecValue.absent(), SpecValue.absent());
            Scenes.done(cloud, new Change.Update(before, marked, List.of(owners)));
            Resource after = Scenes.actual(cloud, before.id());
            assertThat(after.owners()).contains(joined);
            assertThat(after.applied()).contains(applied.withoutMembers());
            assertThat(after.revision()).isEqualTo(before.revision());

            Scenes.done(cloud, new Change.AddMembers(marked, MemberSet.of(Member.of("worker-1"))));
            assertThat(Scenes.actual(cloud, before.id()).applied())
                    .as("the part about members comes with the members")
                    .contains(applied);
            assertThat(Scenes.actual(cloud, before.id()).revision()).isEqualTo(before.revision());
        }
    }

    @Nested
    class Refusals {
        @Test
        void aReferenceToNothing() {
            Design design = Scenes.design(cloud, Scenes.service().build());
            assertThat(Scenes.failure(cloud, new Change.Create(wanted(design, SimulatedKinds.LISTENER_KIND))))
                    .isEqualTo(ErrorKind.NOT_FOUND);
        }

        @Test
        void deletingWhatIsUsed() {
            Scenes.provision(cloud);
            Resource pool = Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
            assertThat(Scenes.failure(cloud, new Change.Delete(pool))).isEqualTo(ErrorKind.IN_USE);
        }

        @Test
        void aNameThatSomebodyElseHas() {
            cloud.console()
                    .create(Resource.builder().from(pool("p")).owners(List.of()).build());
            assertThat(Scenes.failure(cloud, new Change.Create(pool("p")))).isEqualTo(ErrorKind.ALREADY_EXISTS);
        }

        @Test
        void anObjectOfOursThatIsNotAsWanted() {
            Scenes.done(cloud, new Change.Create(pool("p")));
            Resource other = Resource.builder()
                    .from(pool("p"))
                    .set(SimulatedKinds.DRAIN_SECONDS, 5L)
                    .build();
            assertThat(Scenes.failure(cloud, new Change.Create(other))).isEqualTo(ErrorKind.ALREADY_EXISTS);
        }

        @Test
        void anUpdateOfWhatSomebodyElseChanged() {
            Scenes.done(cloud, new Change.Create(pool("p")));
            Resource before = Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
            cloud.console().set(before.id(), SimulatedKinds.DRAIN_SECONDS, 7L);
            assertThat(Scenes.failure(cloud, update(before, "port", SpecValue.of(30001))))
                    .isEqualTo(ErrorKind.CONFLICT);
        }

        @Test
        void anythingThatLostItsMark() {
            Scenes.done(cloud, new Change.Create(pool("p")));
            Resource before = Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
            cloud.console().stripMark(before.id());
            assertThat(Scenes.failure(cloud, new Change.Delete(before))).isEqualTo(ErrorKind.PERMISSION);
            assertThat(Scenes.failure(cloud, new Change.AddMembers(before, MemberSet.of(Member.of("a")))))
                    .isEqualTo(ErrorKind.PERMISSION);
            assertThat(Scenes.actual(cloud, before.id()).owners()).isEmpty();
        }

        @Test
        void anAttributeThatCannotChange() {
            Scenes.done(cloud, new Change.Create(pool("p")));
            Resource before = Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
            assertThat(Scenes.failure(cloud, update(before, "mode", SpecValue.of("ip"))))
                    .isEqualTo(ErrorKind.INVALID);
        }

        @Test
        void anObjectWithoutOwnerOrWithoutWhatNeverChanges() {
            Resource nobodys =
                    Resource.builder().from(pool("p")).owners(List.of()).build();
            Resource shapeless = Resource.builder()
                    .from(pool("p"))
                    .unset(SimulatedKinds.MODE)
                    .build();
            assertThat(Scenes.failure(cloud, new Change.Create(nobodys))).isEqualTo(ErrorKind.INVALID);
            assertThat(Scenes.failure(cloud, new Change.Create(shapeless))).isEqualTo(ErrorKind.INVALID);
        }

        @Test
        void tooManyMembersInACall() {
            Scenes.done(cloud, new Change.Create(pool("p")));
            MemberSet many = MemberSet.of(
                    IntStream.range(0, 101).mapToObj(i -> Member.of("n" + i)).toList());
            assertThat(Scenes.failure(cloud, new Change.AddMembers(pool("p"), many)))
                    .isEqualTo(ErrorKind.INVALID);
            assertThat(Scenes.failure(cloud, new Change.RemoveMembers(pool("p"), many)))
                    .isEqualTo(ErrorKind.INVALID);
        }

        @Test
        void moreThanTheQuotas() {
            SimulatedCloud small = SimulatedCloud.builder()
                    .facts(CloudFacts.of(Map.of(
                            "quotas", Map.of("loadBalancers", 1, "listenersPerLoadBalancer", 0, "membersPerPool", 1))))
                    .build();
            Scenes.done(small, new Change.Create(loadBalancer("one")), new Change.Create(pool("p")));
            assertThat(Scenes.failure(small, new Change.Create(loadBalancer("two"))))
                    .isEqualTo(ErrorKind.QUOTA);
            assertThat(Scenes.failure(
                            small, new Change.AddMembers(pool("p"), MemberSet.of(Member.of("a"), Member.of("b")))))
                    .isEqualTo(ErrorKind.QUOTA);
            Resource listener = Resource.builder()
                    .kind(SimulatedKinds.LISTENER_KIND)
                    .name("l")
                    .addOwner(Owner.ofCluster(Scenes.CLUSTER))
                    .set(SimulatedKinds.LOAD_BALANCER, loadBalancer("one").id())
                    .set(SimulatedKinds.LISTENER_PORT, 80L)
                    .set(SimulatedKinds.PROTOCOL, "TCP")
                    .set(SimulatedKinds.IP_FAMILY, "IPv4")
                    .build();
            assertThat(Scenes.failure(small, new Change.Create(listener))).isEqualTo(ErrorKind.QUOTA);
        }

        @Test
        void membersOfWhatDoesNotExist() {
            assertThat(Scenes.failure(cloud, new Change.AddMembers(pool("p"), MemberSet.of(Member.of("a")))))
                    .isEqualTo(ErrorKind.NOT_FOUND);
        }
    }

    @Nested
    class AddressesOfLoadBalancers {
        @Test
        void theLowestFreeOneIsGivenAndComesBack() {
            Scenes.done(cloud, new Change.Create(loadBalancer("a")), new Change.Create(loadBalancer("b")));
            assertThat(List.of(address("a"), address("b"))).containsExactly("198.18.0.1", "198.18.0.2");
            Scenes.done(cloud, new Change.Delete(loadBalancer("a")), new Change.Create(loadBalancer("c")));
            assertThat(address("c")).isEqualTo("198.18.0.1");
            assertThat(Scenes.actual(cloud, loadBalancer("c").id()).get(SimulatedKinds.HOSTNAME))
                    .contains("c.simulated.example");
        }

        @Test
        void aWishIsMetOrRefused() {
            Resource wish = Resource.builder()
                    .from(loadBalancer("a"))
                    .set(SimulatedKinds.REQUESTED_ADDRESS, "198.18.0.3")
                    .build();
            Scenes.done(cloud, new Change.Create(wish));
            assertThat(address("a")).isEqualTo("198.18.0.3");
            Resource same = Resource.builder().from(wish).name("b").build();
            assertThat(Scenes.failure(cloud, new Change.Create(same))).isEqualTo(ErrorKind.IN_USE);
            Resource far = Resource.builder()
                    .from(same)
                    .set(SimulatedKinds.REQUESTED_ADDRESS, "192.0.2.1")
                    .build();
            assertThat(Scenes.failure(cloud, new Change.Create(far))).isEqualTo(ErrorKind.INVALID);
            Scenes.done(cloud, new Change.Delete(wish), new Change.Create(loadBalancer("c")));
            assertThat(address("c")).isEqualTo("198.18.0.1");
        }

        @Test
        void aFamilyComesAndGoesWithItsAddress() {
            Scenes.done(cloud, new Change.Create(loadBalancer("a")));
            Resource single = Scenes.actual(cloud, loadBalancer("a").id());
            Scenes.done(
                    cloud, update(single, "ipFamilies", SimulatedKinds.IP_FAMILIES.encode(List.of("IPv4", "IPv6"))));
            Resource dual = Scenes.actual(cloud, single.id());
            assertThat(dual.get(SimulatedKinds.IPV6_ADDRESS)).contains("2001:db8::1");
            assertThat(dual.get(SimulatedKinds.IP_ADDRESS)).contains("198.18.0.1");
            Scenes.done(cloud, update(dual, "ipFamilies", SimulatedKinds.IP_FAMILIES.encode(List.of("IPv6"))));
            assertThat(Scenes.actual(cloud, single.id()).get(SimulatedKinds.IP_ADDRESS))
                    .isEmpty();
        }

        @Test
        void theyRunOut() {
            SimulatedCloud small = SimulatedCloud.builder()
                    .facts(CloudFacts.of(Map.of("addressPools", Map.of("ipv4", "192.0.2.0/31"))))
                    .build();
            Scenes.done(small, new Change.Create(loadBalancer("a")));
            assertThat(Scenes.failure(small, new Change.Create(loadBalancer("b"))))
                    .isEqualTo(ErrorKind.QUOTA);
        }
    }

    @Nested
    class ReplacementsInPlace {
        private final ResourceId listener;
        private final Resource old;
        private final Resource wish;

        ReplacementsInPlace() {
            Design design = Scenes.provision(cloud);
            wish = wanted(design, SimulatedKinds.BACKEND_POOL_KIND);
            listener = wanted(design, SimulatedKinds.LISTENER_KIND).id();
            cloud.console().set(wish.id(), SimulatedKinds.MODE, "ip");
            old = Scenes.actual(cloud, wish.id());
            Scenes.done(cloud, new Change.Create(wish));
        }

        @Test
        void theOlderObjectIsSupersededAndStillReferredTo() {
            Observation observation = Scenes.observe(cloud);
            assertThat(observation.superseded()).extracting(Resource::cloudId).containsExactly(old.cloudId());
            assertThat(observation.actual().get(wish.id()).orElseThrow().get(SimulatedKinds.MODE))
                    .contains("instance");
            assertThat(Scenes.actual(cloud, listener).get(SimulatedKinds.BACKEND_POOL))
                    .contains(new ResourceId(wish.kind().name(), old.cloudId().orElseThrow()));
            assertThat(Scenes.failure(cloud, new Change.Delete(old))).isEqualTo(ErrorKind.IN_USE);
        }

        @Test
        void onceTheReferenceIsWrittenAgainItMayGo() {
            Resource before = Scenes.actual(cloud, listener);
            Scenes.done(cloud, update(before, "backendPool", new SpecValue.Ref(wish.id())), new Change.Delete(old));
            Observation observation = Scenes.observe(cloud);
            assertThat(observation.superseded()).isEmpty();
            assertThat(Scenes.actual(cloud, listener).get(SimulatedKinds.BACKEND_POOL))
                    .contains(wish.id());
            assertThat(observation.actual().get(wish.id())).isPresent();
        }

        @Test
        void anUpdateOfSomethingElseLeavesTheReferenceAlone() {
            Resource before = Scenes.actual(cloud, listener);
            Scenes.done(cloud, update(before, "sessionAffinity", SpecValue.of("ClientIP")));
            assertThat(Scenes.failure(cloud, new Change.Delete(old))).isEqualTo(ErrorKind.IN_USE);
        }

        @Test
        void theStateSurvivesARestart() {
            Observation saved = Scenes.observe(cloud);
            SimulatedCloud again = SimulatedCloud.restore(saved);
            assertThat(Scenes.observe(again)).isEqualTo(saved);
            assertThat(Scenes.failure(again, new Change.Delete(old))).isEqualTo(ErrorKind.IN_USE);
        }
    }

    @Nested
    class Restarts {
        @Test
        void nothingIsLost() {
            Scenes.provision(cloud);
            cloud.console()
                    .create(Resource.builder()
                            .from(pool("theirs"))
                            .owners(List.of())
                            .build());
            cloud.advance(Duration.ofMinutes(1));
            Observation saved = Scenes.observe(cloud);
            SimulatedCloud again = SimulatedCloud.restore(saved);
            Observation restored = Scenes.observe(again);
            assertThat(restored).isEqualTo(saved);
            for (Resource resource : saved.actual().resources()) {
                Resource copy = restored.actual().get(resource.id()).orElseThrow();
                assertThat(copy.cloudId()).isEqualTo(resource.cloudId());
                assertThat(copy.revision()).isEqualTo(resource.revision());
                assertThat(copy.applied()).isEqualTo(resource.applied());
            }
        }

        @Test
        void idsAndAddressesAreNotGivenTwice() {
            Scenes.provision(cloud);
            SimulatedCloud again = SimulatedCloud.restore(Scenes.observe(cloud));
            Scenes.done(again, new Change.Create(loadBalancer("other")));
            Resource other = Scenes.actual(again, loadBalancer("other").id());
            assertThat(other.get(SimulatedKinds.IP_ADDRESS)).contains("198.18.0.2");
            assertThat(other.cloudId()).contains("sim-lb-000006");
        }

        @Test
        void anotherCloudIsRefused() {
            Resource strange = Resource.builder()
                    .kind(ResourceKind.builder().name("other#thing").build())
                    .name("x")
                    .build();
            Observation other =
                    Observation.builder().actual(ResourceGraph.of(strange)).build();
            assertThatThrownBy(() -> SimulatedCloud.restore(other)).hasMessageContaining("other#thing");
        }
    }

    @Test
    void readersMayLagBehind() {
        cloud.observeBehind(Duration.ofSeconds(10));
        Scenes.done(cloud, new Change.Create(pool("p")));
        assertThat(Scenes.observe(cloud).actual().isEmpty()).isTrue();
        cloud.advance(Duration.ofSeconds(10));
        Resource first = Scenes.actual(cloud, SimulatedKinds.BACKEND_POOL_KIND);
        Scenes.done(cloud, update(first, "port", SpecValue.of(1)));
        assertThat(Scenes.actual(cloud, first.id())).isEqualTo(first);
        cloud.advance(Duration.ofSeconds(10));
        assertThat(Scenes.actual(cloud, first.id()).get(SimulatedKinds.POOL_PORT))
                .contains(1L);
        Scenes.done(cloud, new Change.Delete(first));
        assertThat(Scenes.observe(cloud).actual().isEmpty()).isFalse();
        cloud.advance(Duration.ofSeconds(10));
        assertThat(Scenes.observe(cloud).actual().isEmpty()).isTrue();
    }

    @Test
    void theConsoleDeletesWithEverythingThatRefersToIt() {
        Design design = Scenes.provision(cloud);
        ResourceId loadBalancer =
                wanted(design, SimulatedKinds.LOAD_BALANCER_KIND).id();
        assertThatThrownBy(() -> cloud.console().delete(loadBalancer))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.IN_USE));
        cloud.console().deleteWithUsers(loadBalancer);
        assertThat(Scenes.observe(cloud).actual().resources())
                .extracting(Resource::kind)
                .containsExactly(SimulatedKinds.BACKEND_POOL_KIND, SimulatedKinds.HEALTH_CHECK_KIND);
    }

    @Test
    void theSameCallsGiveTheSameAnswers() {
        SimulatedCloud other = SimulatedCloud.create();
        Scenes.provision(cloud);
        Scenes.provision(other);
        assertThat(Scenes.observe(other)).isEqualTo(Scenes.observe(cloud));
        assertThat(other.calls()).isEqualTo(cloud.calls());
    }

    @Test
    void aBatchKnowsWhichObjectIsMeant() {
        Scenes.done(cloud, new Change.Create(pool("p")));
        ChangeBatch batch = ChangeBatch.builder()
                .key("k")
                .addChange(new Change.AddMembers(pool("p"), MemberSet.of(Member.of("a"))))
                .putCloudId(pool("p").id(), "sim-bp-999999")
                .build();
        assertThat(Scenes.failure(cloud.apply(batch))).isEqualTo(ErrorKind.NOT_FOUND);
    }

    @Test
    void itIsDiscovered() {
        assertThat(LoadBalancerProviderFactory.discover())
                .filteredOn(factory -> factory.id().equals(SimulatedCloud.ID))
                .singleElement()
                .satisfies(factory -> {
                    assertThat(factory.create(Map.of("seed", "7", "observeBehind", "PT5S")))
                            .isInstanceOf(SimulatedCloud.class);
                    assertThatThrownBy(() -> factory.create(Map.of("speed", "7")))
                            .hasMessageContaining("speed");
                    assertThatThrownBy(() -> factory.create(Map.of("seed", "x")))
                            .hasMessageContaining("seed");
                    assertThatThrownBy(() -> factory.create(Map.of("observeBehind", "5 s")))
                            .hasMessageContaining("PT5S");
                });
    }
}
