package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which Services may be changed, and what of the cloud may be touched. */
class AdmissionTest {
    private final InMemoryProvider cloud = new InMemoryProvider(AwsLike.ALL);

    private static Resource group(String description, String... sources) {
        return Shop.resource(AwsLike.GROUP, "shared")
                .set(AwsLike.SOURCES, new TreeSet<>(Arrays.asList(sources)))
                .set(AwsLike.DESCRIPTION, description)
                .build();
    }

    private static Resource owned(Resource resource, Owner... owners) {
        return Resource.builder().from(resource).addAllOwners(List.of(owners)).build();
    }

    private static List<String> told(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.action().label() + " " + step.resource().name())
                .toList();
    }

    private static void done(Outcome outcome) {
        assertThat(outcome.status()).isIn(Outcome.Status.APPLIED, Outcome.Status.UNCHANGED);
    }

    private Resource shared() {
        return Shop.found(cloud, AwsLike.GROUP, "shared").orElseThrow();
    }

    @Nested
    @DisplayName("The load balancer of a Service")
    class OfAService {
        private final Shop shop = new Shop().wants("web", Web.all("web", 80, "node-a"));

        private List<String> after(Shop later) {
            done(shop.reconcile(cloud));
            return told(later.plan(cloud));
        }

        @Test
        @DisplayName("goes if the Service is missing in a complete listing")
        void gone() {
            assertThat(after(new Shop())).containsExactly("delete web", "delete web", "delete web");
        }

        @Test
        @DisplayName("stays if the Service is missing in a partial listing")
        void partialListing() {
            assertThat(after(new Shop().cluster(all -> all.covering(ObjectType.SERVICE, Coverage.PARTIAL))))
                    .isEmpty();
        }

        @Test
        @DisplayName("stays if no Service was listed at all")
        void unknownListing() {
            assertThat(after(new Shop().cluster(all -> all.covering(ObjectType.SERVICE, Coverage.UNKNOWN))))
                    .isEmpty();
        }

        @Test
        @DisplayName("goes if the Service has another type, however little was listed")
        void otherType() {
            Service cluster = Service.builder()
                    .from(Shop.service("web"))
                    .type(ServiceType.CLUSTER_IP)
                    .build();
            assertThat(after(new Shop()
                            .with(cluster)
                            .cluster(all -> all.covering(ObjectType.SERVICE, Coverage.PARTIAL))))
                    .hasSize(3);
        }

        @Test
        @DisplayName("goes if the Service is being deleted, however little was listed")
        void beingDeleted() {
            Service leaving = Service.builder()
                    .from(Shop.service("web"))
                    .deletionRequested(Instant.EPOCH)
                    .build();
            assertThat(after(new Shop()
                            .with(leaving)
                            .cluster(all -> all.covering(ObjectType.SERVICE, Coverage.PARTIAL))))
                    .hasSize(3);
        }

        @Test
        @DisplayName("stays if the Service cannot be read, and its finding is told")
        void unreadable() {
            Shop later = new Shop()
                    .cluster(all -> all.with(new Unreadable(
                            ObjectType.SERVICE, "shop/web", Optional.of(Shop.key("web")), List.of(Shop.error("web")))));
            assertThat(after(later)).isEmpty();
            assertThat(later.plan(cloud).held()).containsExactly(Shop.key("web"));
            assertThat(later.plan(cloud).findings()).containsExactly(Shop.error("web"));
        }

        @Test
        @DisplayName("changes although another object of the Service cannot be read")
        void unreadableSlice() {
            Shop later = new Shop()
                    .wants("web", Web.all("web", 81, "node-a"))
                    .cluster(all -> all.with(new Unreadable(
                            ObjectType.ENDPOINT_SLICE,
                            "shop/web-x",
                            Optional.of(Shop.key("web")),
                            List.of(Shop.error("web")))));
            assertThat(after(later)).containsExactly("update web");
            assertThat(later.plan(cloud).held()).isEmpty();
            assertThat(later.plan(cloud).findings()).containsExactly(Shop.error("web"));
        }

        @Test
        @DisplayName("stays if its design has an error")
        void blocked() {
            Shop later = new Shop().blocked("web");
            assertThat(after(later)).isEmpty();
            assertThat(later.plan(cloud).held()).containsExactly(Shop.key("web"));
        }

        @Test
        @DisplayName("stays if the Service belongs to another implementation, without holding anything back")
        void unmanaged() {
            Shop later = new Shop().unmanaged("web");
            assertThat(after(later)).isEmpty();
            assertThat(later.plan(cloud).held()).isEmpty();
        }

        @Test
        @DisplayName("stays if the Service exists and has no design")
        void withoutDesign() {
            assertThat(after(new Shop().with(Shop.service("web")))).isEmpty();
        }
    }

    @Nested
    @DisplayName("A foreign object under a name of ours")
    class Foreign {
        private void assertHeld(Resource foreign, String mark) {
            cloud.planted(foreign);
            Shop shop = new Shop().wants("web", Web.all("web", 80, "node-a")).wants("api", Web.all("api", 80));
            Plan plan = shop.plan(cloud);
            assertThat(plan.held()).containsExactly(Shop.key("web"));
            assertThat(plan.services()).containsExactly(Shop.key("api"));
            assertThat(plan.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.code().text()).isEqualTo("LB-CLD-026");
                assertThat(finding.kind()).isEqualTo(FindingKind.FOREIGN_RESOURCE);
                assertThat(finding.service()).contains("shop/web");
                assertThat(finding.about()).isEqualTo("aws#LoadBalancer/web");
                assertThat(finding.message()).endsWith("carries " + mark + ".");
                assertThat(finding.blocks()).isTrue();
            });
            done(shop.reconcile(cloud));
            assertThat(Shop.found(cloud, AwsLike.LB, "web").orElseThrow().owners())
                    .isEqualTo(foreign.owners());
        }

        @Test
        @DisplayName("without a mark keeps the Service as it is while others go on")
        void withoutMark() {
            assertHeld(Web.lb("web"), "nobody's mark");
        }

        @Test
        @DisplayName("with the mark of another cluster keeps the Service as it is while others go on")
        void otherCluster() {
            assertHeld(owned(Web.lb("web"), Owner.ofCluster("test")), "the mark of [test]");
        }

        @Test
        @DisplayName("with the mark of the same Service of another cluster keeps the Service as it is")
        void sameServiceOfAnotherCluster() {
            assertHeld(owned(Web.lb("web"), Owner.of("test", Shop.service("web"))), "the mark of [test/shop/web]");
        }

        @Test
        @DisplayName("is never deleted, with no mark or with that of another cluster")
        void neverDeleted() {
            cloud.planted(Web.lb("web"), owned(Web.lb("api"), Owner.of("test", Shop.service("api"))));
            assertThat(new Shop().plan(cloud).isEmpty()).isTrue();
        }

        @Test
        @DisplayName("that another cluster owns as well is never deleted and only grows")
        void alsoOwnedByAnotherCluster() {
            Owner other = Owner.of("test", Shop.service("web"));
            cloud.planted(owned(group("ours", "10.0.0.0/8"), Shop.owner("web"), other));
            assertThat(new Shop().plan(cloud).isEmpty()).isTrue();
            done(new Shop().wants("web", group("changed", "10.1.0.0/16")).reconcile(cloud));
            assertThat(shared().owners()).contains(Shop.owner("web"), other);
            assertThat(shared().get(AwsLike.DESCRIPTION)).contains("ours");
            assertThat(shared().get(AwsLike.SOURCES)).contains(new TreeSet<>(List.of("10.0.0.0/8", "10.1.0.0/16")));
        }

        @Test
        @DisplayName("with the mark of a Service that still has it keeps a newcomer away")
        void markOfABlockedService() {
            done(new Shop().wants("web", Web.lb("web")).reconcile(cloud));
            Plan plan = new Shop().blocked("web").wants("api", Web.lb("web")).plan(cloud);
            assertThat(plan.held()).containsExactly(Shop.key("api"), Shop.key("web"));
            assertThat(plan.isEmpty()).isTrue();
        }

        @Test
        @DisplayName("is none if only Services have it that need it no more: it is handed over, not deleted")
        void handedOver() {
            done(new Shop().wants("web", Web.lb("lb")).reconcile(cloud));
            Shop moved = new Shop().wants("web").wants("api", Web.lb("lb"));
            assertThat(moved.plan(cloud).findings()).isEmpty();
            assertThat(told(moved.plan(cloud))).containsExactly("update lb");
            done(moved.reconcile(cloud));
            assertThat(moved.plan(cloud).isEmpty()).isTrue();
            Shop gone = new Shop().wants("new", Web.lb("lb"));
            done(gone.reconcile(cloud));
            assertThat(Shop.found(cloud, AwsLike.LB, "lb").orElseThrow().owners())
                    .containsExactly(Shop.owner("new"));
        }
    }

    @Nested
    @DisplayName("A shared object")
    class Shared {
        @Test
        @DisplayName("unites what its Services want and has all their marks")
        void united() {
            done(new Shop()
                    .wants("web", group("ours", "10.0.0.0/8"))
                    .wants("api", group("ours", "10.1.0.0/16"))
                    .reconcile(cloud));
            assertThat(shared().get(AwsLike.SOURCES)).contains(new TreeSet<>(List.of("10.0.0.0/8", "10.1.0.0/16")));
            assertThat(shared().owners()).containsExactly(Shop.owner("api"), Shop.owner("web"));
        }

        @Test
        @DisplayName("shrinks when one of its Services is gone")
        void shrinks() {
            united();
            done(new Shop().wants("web", group("ours", "10.0.0.0/8")).reconcile(cloud));
            assertThat(shared().get(AwsLike.SOURCES)).contains(new TreeSet<>(List.of("10.0.0.0/8")));
            assertThat(shared().owners()).containsExactly(Shop.owner("web"));
        }

        @Test
        @DisplayName("only grows while one of its Services is blocked")
        void grows() {
            united();
            Shop shop = new Shop().wants("web", group("changed", "10.2.0.0/16")).blocked("api");
            done(shop.reconcile(cloud));
            assertThat(shared().get(AwsLike.SOURCES))
                    .contains(new TreeSet<>(List.of("10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16")));
            assertThat(shared().get(AwsLike.DESCRIPTION)).contains("ours");
            assertThat(shared().owners()).containsExactly(Shop.owner("api"), Shop.owner("web"));
            assertThat(shop.plan(cloud).isEmpty()).isTrue();
        }

        @Test
        @DisplayName("keeps its members while one of its Services is blocked")
        void membersStay() {
            done(new Shop()
                    .wants("web", Web.pool("shared", "node-a"))
                    .wants("api", Web.pool("shared", "node-b"))
                    .reconcile(cloud));
            Shop shop = new Shop().wants("web", Web.pool("shared", "node-c")).blocked("api");
            assertThat(told(shop.plan(cloud))).containsExactly("add-members shared");
        }

        @Test
        @DisplayName("does not change because a manifest knows no uid while one of its Services is blocked")
        void uidIsUnknown() {
            Owner known = new Owner("prod", Optional.of(Shop.key("web")), Optional.of("u-1"));
            cloud.planted(owned(group("ours", "10.0.0.0/8"), known, Shop.owner("api")));
            Shop shop = new Shop().wants("web", group("ours", "10.0.0.0/8")).blocked("api");
            assertThat(shop.plan(cloud).isEmpty()).isTrue();
        }

        @Test
        @DisplayName("of the whole cluster goes only when every Service is known to need it no more")
        void ofTheCluster() {
            cloud.planted(owned(group("ours"), Owner.ofCluster("prod")));
            assertThat(told(new Shop().plan(cloud))).containsExactly("delete shared");
            assertThat(told(new Shop().blocked("web").plan(cloud))).isEmpty();
            assertThat(told(new Shop()
                            .cluster(all -> all.covering(ObjectType.SERVICE, Coverage.PARTIAL))
                            .plan(cloud)))
                    .isEmpty();
            assertThat(told(new Shop().with(Shop.service("web")).plan(cloud))).isEmpty();
        }

        @Test
        @DisplayName("of the whole cluster changes as its Services want while another Service is held, and only grows")
        void ofTheClusterWhileOneIsHeld() {
            cloud.planted(owned(group("old", "10.0.0.0/8"), Owner.ofCluster("prod")));
            Resource wanted = owned(group("new", "10.1.0.0/16"), Owner.ofCluster("prod"));
            done(new Shop().wants("web", wanted).blocked("api").reconcile(cloud));
            assertThat(shared().get(AwsLike.DESCRIPTION)).contains("new");
            assertThat(shared().get(AwsLike.SOURCES)).contains(new TreeSet<>(List.of("10.0.0.0/8", "10.1.0.0/16")));
            done(new Shop().wants("web", wanted).reconcile(cloud));
            assertThat(shared().get(AwsLike.SOURCES)).contains(new TreeSet<>(List.of("10.1.0.0/16")));
        }

        @Test
        @DisplayName("changes as wanted beside the mark of the cluster and of a Service that proceeds, and only grows")
        void ofTheClusterAndAService() {
            cloud.planted(owned(group("old"), Owner.ofCluster("prod"), Shop.owner("web")));
            done(new Shop().wants("web", group("new")).blocked("api").reconcile(cloud));
            assertThat(shared().get(AwsLike.DESCRIPTION)).contains("new");
            assertThat(shared().owners()).contains(Owner.ofCluster("prod"));
        }

        @Test
        @DisplayName("keeps its settings while another cluster has it as well")
        void ofAnotherClusterAsWell() {
            cloud.planted(owned(group("old"), Owner.of("test", Shop.service("web")), Shop.owner("web")));
            done(new Shop().wants("web", group("new")).reconcile(cloud));
            assertThat(shared().get(AwsLike.DESCRIPTION)).contains("old");
        }

        @Test
        @DisplayName("of the whole cluster stays while an unmanaged Service still has objects")
        void ofTheClusterWithUnmanagedService() {
            cloud.planted(owned(group("ours"), Owner.ofCluster("prod")), owned(Web.lb("web"), Shop.owner("web")));
            assertThat(told(new Shop().unmanaged("web").plan(cloud))).isEmpty();
        }
    }

    @Nested
    @DisplayName("Services that contradict each other about a shared object")
    class Conflicts {
        private List<String> losers(Plan plan) {
            assertThat(plan.findings())
                    .extracting(finding -> finding.code().text())
                    .containsOnly("LB-SVC-020");
            return plan.held().stream().map(key -> key.name()).toList();
        }

        @Test
        @DisplayName("are settled for the one that has it: the newcomer is held back and told why")
        void incumbent() {
            done(new Shop().wants("web", group("web's")).reconcile(cloud));
            Plan plan = new Shop()
                    .wants("web", group("web's"), Web.lb("web"))
                    .wants("api", group("api's"), Web.lb("api"))
                    .plan(cloud);
            assertThat(losers(plan)).containsExactly("api");
            assertThat(told(plan)).containsExactly("create web");
            Finding finding = plan.findings().get(0);
            assertThat(finding.service()).contains("shop/api");
            assertThat(finding.kind()).isEqualTo(FindingKind.CONFLICTING_CONFIGURATION);
            assertThat(finding.message()).contains("Description", "web's", "api's", "shop/web has it");
        }

        @Test
        @DisplayName("are settled for the first one by name where nobody has it yet")
        void firstByName() {
            Plan plan = new Shop()
                    .wants("web", group("web's"))
                    .wants("api", group("api's"))
                    .plan(cloud);
            assertThat(losers(plan)).containsExactly("web");
            assertThat(told(plan)).containsExactly("create shared");
        }

        @Test
        @DisplayName("are settled for the one whose value is there where both have it")
        void bothHaveIt() {
            done(new Shop()
                    .wants("web", group("ours"))
                    .wants("api", group("ours"))
                    .reconcile(cloud));
            Plan plan = new Shop()
                    .wants("web", group("ours"))
                    .wants("api", group("mine"))
                    .plan(cloud);
            assertThat(losers(plan)).containsExactly("api");
        }

        @Test
        @DisplayName("are settled for the one that has it, also where it wants another value now")
        void incumbentChanges() {
            done(new Shop().wants("web", group("web's")).reconcile(cloud));
            Plan plan = new Shop()
                    .wants("web", group("web's new"))
                    .wants("api", group("api's"))
                    .plan(cloud);
            assertThat(losers(plan)).containsExactly("api");
            assertThat(told(plan)).containsExactly("update shared");
        }

        @Test
        @DisplayName("are told apart by the object, whatever else each of them wants")
        void onlyThatObject() {
            Resource other =
                    Resource.builder().from(group("same")).name("another").build();
            Plan plan = new Shop()
                    .wants("web", other, group("web's"))
                    .wants("api", other, group("api's"))
                    .plan(cloud);
            assertThat(losers(plan)).containsExactly("web");
        }

        @Test
        @DisplayName("do not drag in a third one that says nothing about the attribute")
        void silentThird() {
            Resource silent = Shop.resource(AwsLike.GROUP, "shared")
                    .set(AwsLike.SOURCES, new TreeSet<>())
                    .build();
            Plan plan = new Shop()
                    .wants("api", silent)
                    .wants("bot", group("bot's"))
                    .wants("web", group("web's"))
                    .plan(cloud);
            assertThat(losers(plan)).containsExactly("web");
        }

        @Test
        @DisplayName("hold nobody back for the sake of one that is held back itself")
        void chain() {
            Resource left = Web.lb("left");
            Resource right = Web.lb("right");
            Resource otherLeft =
                    Resource.builder().from(left).set(AwsLike.IDLE, 1L).build();
            Resource otherRight =
                    Resource.builder().from(right).set(AwsLike.IDLE, 1L).build();
            Plan plan = new Shop()
                    .wants("a", left)
                    .wants("b", otherLeft, right)
                    .wants("c", otherRight)
                    .plan(cloud);
            assertThat(losers(plan)).containsExactly("b");
            assertThat(told(plan)).containsExactly("create left", "create right");
        }

        @Test
        @DisplayName("are no contradiction where the other one is blocked")
        void blockedOther() {
            Plan plan = new Shop().wants("web", group("web's")).blocked("api").plan(cloud);
            assertThat(plan.held()).containsExactly(Shop.key("api"));
            assertThat(told(plan)).containsExactly("create shared");
        }
    }

    @Test
    @DisplayName("What could not be read keeps the Services that need it and tells the cloud's words")
    void unread() {
        Observation observation = Observation.builder()
                .addUnread(new Unread("aws#TargetGroup", Optional.of("web"), ErrorKind.PERMISSION, "denied"))
                .build();
        Plan plan = new Shop()
                .wants("web", Web.all("web", 80))
                .wants("api", Web.pool("api"))
                .plan(observation);
        assertThat(plan.held()).containsExactly(Shop.key("web"));
        assertThat(told(plan)).containsExactly("create api");
        assertThat(plan.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().text()).isEqualTo("LB-CLD-027");
            assertThat(finding.evidence())
                    .extracting(Object::toString)
                    .containsExactly("aws#TargetGroup permission=denied");
        });
    }

    @Test
    @DisplayName("A leftover of a kept Service stays, and so does a foreign one")
    void leftoversOfKeptServices() {
        Observation observation = Observation.builder()
                .actual(ResourceGraph.of(owned(Web.lb("web"), Shop.owner("web"))))
                .addSuperseded(owned(Web.lb("web"), Shop.owner("web")))
                .addSuperseded(Web.lb("web"))
                .build();
        assertThat(new Shop().blocked("web").plan(observation).isEmpty()).isTrue();
        assertThat(told(new Shop().wants("web", Web.lb("web")).plan(observation)))
                .containsExactly("delete web");
    }

    @Test
    @DisplayName("A Service that was made again under its name takes its load balancer over")
    void newUid() {
        Owner old = new Owner("prod", Optional.of(Shop.key("web")), Optional.of("u-1"));
        cloud.planted(owned(Web.lb("web"), old));
        Shop shop = new Shop()
                .wants("web", Web.lb("web"))
                .with(Service.builder().from(Shop.service("web")).uid("u-2").build());
        assertThat(told(shop.plan(cloud))).containsExactly("update web");
        done(shop.reconcile(cloud));
        assertThat(shop.plan(cloud).isEmpty()).isTrue();
        assertThat(told(new Shop().wants("web", Web.lb("web")).plan(cloud))).isEmpty();
    }
}
