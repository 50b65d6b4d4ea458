package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Exclusions;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.lb.SourceRanges;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.document.PlanText;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.GoogleLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Plans for everyday changes, word for word. */
class PlanExamplesTest {
    private final InMemoryProvider aws = new InMemoryProvider(AwsLike.ALL);
    private final InMemoryProvider google = new InMemoryProvider(GoogleLike.ALL);

    private static String text(Plan plan) {
        return PlanText.of(plan, TextStyle.PLAIN);
    }

    private static void done(Outcome outcome) {
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
    }

    private static Map<String, Cause> causes(Plan plan) {
        Map<String, Cause> causes = new TreeMap<>();
        plan.steps()
                .forEach(step ->
                        causes.put(step.action().label() + " " + step.resource().name(), step.cause()));
        return causes;
    }

    @Test
    @DisplayName("From nothing, an object is made after what it refers to is made and filled")
    void createFromNothing() {
        assertThat(text(new Shop()
                        .wants("web", Web.all("web", 80, "node-a", "node-b"))
                        .plan(aws)))
                .isEqualTo("""
                        shop/web
                          + aws#LoadBalancer/web  new
                                Scheme = "internal"
                                IdleTimeout = 60
                          + aws#TargetGroup/web  new
                                Protocol = "TCP"
                                HealthCheckIntervalSeconds = 10
                          ~ aws#TargetGroup/web  new
                                + Targets node-a
                                + Targets node-b
                          + aws#Listener/web  new
                                Port = 80
                                LoadBalancerArn = aws#LoadBalancer/web
                                TargetGroupArn = aws#TargetGroup/web

                        Plan: 3 to create, 2 members to add.
                        """);
    }

    @Test
    @DisplayName("A plan without steps says that nothing changes")
    void nothingToDo() {
        Shop shop = new Shop().wants("web", Web.all("web", 80, "node-a"));
        done(shop.reconcile(aws));
        assertThat(text(shop.plan(aws))).isEqualTo("No changes. The load balancers are as the cluster wants them.\n");
    }

    @Test
    @DisplayName("A port that changes in place is one update with its impact")
    void portChange() {
        done(new Shop().wants("web", Web.all("web", 80, "node-a")).reconcile(aws));
        assertThat(text(new Shop().wants("web", Web.all("web", 81, "node-a")).plan(aws)))
                .isEqualTo("""
                        shop/web
                          ~ aws#Listener/web  spec changed, interrupts
                                spec.Port: 80 -> 81

                        Plan: 1 to update.
                        """);
    }

    @Test
    @DisplayName("Members come before members go, and those that go carry the reason of their exclusion")
    void membersWithReasons() {
        done(new Shop()
                .wants("web", Web.all("web", 80, "node-a", "node-b", "node-c"))
                .reconcile(aws));
        ServiceBackends backends = ServiceBackends.builder()
                .service(Shop.key("web"))
                .sourceRanges(SourceRanges.open())
                .addPort(PortBackends.builder()
                        .port(ServicePort.builder().port(80).build())
                        .family(IpFamily.IPV4)
                        .mode(BackendMode.NODE_PORT)
                        .excluded(Exclusions.of(new Exclusion(
                                "node-b", ExclusionReason.NODE_DELETING, "Node/node-b metadata.deletionTimestamp")))
                        .build())
                .build();
        Design design = Design.builder()
                .service(Shop.key("web"))
                .addAllResources(List.of(Web.all("web", 80, "node-a", "node-d")))
                .backends(backends)
                .build();
        assertThat(text(new Shop().wants(design).plan(aws))).isEqualTo("""
                        shop/web
                          ~ aws#TargetGroup/web  backends changed
                                + Targets node-d
                          ~ aws#TargetGroup/web  backends changed, drains connections
                                waits until 2 members are healthy in aws#TargetGroup/web
                                - Targets node-b  node-deleting: Node/node-b metadata.deletionTimestamp
                                - Targets node-c  no longer listed

                        Plan: 1 member to add, 2 members to remove.
                        """);
    }

    @Test
    @DisplayName("A member with another weight is registered again, not removed")
    void changedMember() {
        done(new Shop().wants("web", Web.pool("web", "node-a")).reconcile(aws));
        MemberSet heavier = MemberSet.of(Member.builder().id("node-a").weight(5).build());
        Plan plan = new Shop().wants("web", Web.pool("web", "TCP", heavier)).plan(aws);
        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo(Action.ADD_MEMBERS);
            assertThat(step.added()).isEqualTo(heavier);
        });
    }

    @Test
    @DisplayName("Removing the last active member interrupts")
    void lastMember() {
        done(new Shop().wants("web", Web.pool("web", "node-a", "node-b")).reconcile(aws));
        MemberSet draining = MemberSet.of(
                Member.builder().id("node-b").state(MemberState.DRAINING).build());
        Plan plan = new Shop().wants("web", Web.pool("web", "TCP", draining)).plan(aws);
        assertThat(plan.steps()).extracting(Step::impact).containsExactly(Impact.INTERRUPTS, Impact.INTERRUPTS);
    }

    @Test
    @DisplayName("More than five members are counted, not listed")
    void manyMembers() {
        String text = text(new Shop()
                .wants("web", Web.pool("web", "n1", "n2", "n3", "n4", "n5", "n6", "n7"))
                .plan(aws));
        assertThat(text)
                .contains("        + Targets n5\n        ... and 2 more\n")
                .doesNotContain("n6");
    }

    @Nested
    @DisplayName("The cause of a change")
    class Causes {
        private final Shop shop = new Shop().wants("web", Web.all("web", 80, "node-a"));

        @Test
        @DisplayName("is drift where the wish is what was applied last")
        void drift() {
            done(shop.reconcile(aws));
            aws.edit(
                    Web.lb("web").id(),
                    lb -> Resource.builder().from(lb).set(AwsLike.IDLE, 5L).build());
            aws.edit(
                    Web.pool("web").id(),
                    pool -> Resource.builder()
                            .from(pool)
                            .members(Shop.members("node-x"))
                            .build());
            assertThat(causes(shop.plan(aws)))
                    .isEqualTo(Map.of(
                            "update web", Cause.DRIFT,
                            "add-members web", Cause.DRIFT,
                            "remove-members web", Cause.DRIFT));
            done(shop.reconcile(aws));
            assertThat(shop.plan(aws).isEmpty()).isTrue();
        }

        @Test
        @DisplayName("is the new wish where the wish changed, for attributes and for members")
        void wish() {
            done(shop.reconcile(aws));
            assertThat(causes(new Shop()
                            .wants("web", Web.all("web", 81, "node-b"))
                            .plan(aws)))
                    .isEqualTo(Map.of(
                            "update web", Cause.SPEC_CHANGED,
                            "add-members web", Cause.BACKENDS_CHANGED,
                            "remove-members web", Cause.BACKENDS_CHANGED));
        }

        @Test
        @DisplayName("is an upgrade where another release of the provider designs differently")
        void upgrade() {
            done(shop.reconcile(aws));
            Shop newer = new Shop().designVersion("2").wants("web", Web.all("web", 81, "node-a"));
            assertThat(causes(newer.plan(aws))).isEqualTo(Map.of("update web", Cause.UPGRADE));
        }

        @Test
        @DisplayName("is orphaned where the Service is gone, and the new wish where it wants something else")
        void deletion() {
            done(shop.reconcile(aws));
            assertThat(causes(new Shop().plan(aws))).containsOnly(Map.entry("delete web", Cause.ORPHANED));
            assertThat(causes(new Shop().wants("web").plan(aws)))
                    .containsOnly(Map.entry("delete web", Cause.SPEC_CHANGED));
        }

        @Test
        @DisplayName("is that of the replacement where an object is only pointed at the successor")
        void consequence() {
            done(shop.reconcile(aws));
            Resource[] other = {
                Web.lb("web"), Web.pool("web", "UDP", Shop.members("node-a")), Web.listener("web", 80, "web", "web")
            };
            assertThat(causes(new Shop().wants("web", other).plan(aws)))
                    .containsEntry("update web", Cause.SPEC_CHANGED);
            assertThat(causes(new Shop().wants("web", other).plan(aws))).doesNotContainValue(Cause.DRIFT);
        }

        @Test
        @DisplayName("is the new wish where another Service joins a shared object")
        void joining() {
            done(shop.reconcile(aws));
            Shop two = new Shop().wants("web", Web.all("web", 80, "node-a")).wants("api", Web.lb("web"));
            assertThat(causes(two.plan(aws))).isEqualTo(Map.of("update web", Cause.SPEC_CHANGED));
        }
    }

    @Nested
    @DisplayName("A replacement")
    class Replaced {
        @Test
        @DisplayName("with the new one first fills the successor, points its users at it and then deletes the old one")
        void createFirst() {
            done(new Shop().wants("web", Web.all("web", 80, "node-a")).reconcile(aws));
            Shop shop = new Shop()
                    .wants(
                            "web",
                            Web.lb("web"),
                            Web.pool("web", "UDP", Shop.members("node-a")),
                            Web.listener("web", 80, "web", "web"));
            assertThat(text(shop.plan(aws))).isEqualTo("""
                            shop/web
                              +/- aws#TargetGroup/web  spec changed, drains connections
                                    spec.Protocol: "TCP" -> "UDP"
                              ~ aws#TargetGroup/web  spec changed
                                    + Targets node-a
                              ~ aws#Listener/web  spec changed
                                    spec.TargetGroupArn: points to the successor of aws#TargetGroup/web
                              - aws#TargetGroup/web  spec changed, drains connections
                                    waits until node-a is healthy in aws#TargetGroup/web

                            Plan: 1 to update, 1 to replace, 1 to delete, 1 member to add.
                            """);
            done(shop.reconcile(aws));
            assertThat(shop.plan(aws).isEmpty()).isTrue();
        }

        @Test
        @DisplayName("of an object that others are bound to replaces those as well")
        void boundUsers() {
            done(new Shop().wants("web", Web.all("web", 80, "node-a")).reconcile(aws));
            Resource outside = Resource.builder()
                    .from(Web.lb("web"))
                    .set(AwsLike.SCHEME, "internet-facing")
                    .build();
            Shop shop =
                    new Shop().wants("web", outside, Web.pool("web", "node-a"), Web.listener("web", 80, "web", "web"));
            assertThat(shop.plan(aws).steps())
                    .extracting(step -> step.action().label() + " " + step.resource() + " " + step.impact())
                    .containsExactly(
                            "replace aws#LoadBalancer/web ADDRESS_CHANGES",
                            "replace aws#Listener/web DRAINS_CONNECTIONS",
                            "delete aws#Listener/web DRAINS_CONNECTIONS",
                            "delete aws#LoadBalancer/web ADDRESS_CHANGES");
            done(shop.reconcile(aws));
        }

        @Test
        @DisplayName(
                "by another name makes the new object, moves its users over and deletes the old one, in that order")
        void renamed() {
            done(new Shop().wants("web", Web.all("web", 80, "node-a")).reconcile(aws));
            Shop shop = new Shop()
                    .wants(
                            "web",
                            Web.lb("web"),
                            Web.pool("web-2", "UDP", Shop.members("node-a")),
                            Web.listener("web", 80, "web", "web-2"));
            assertThat(text(shop.plan(aws))).isEqualTo("""
                            shop/web
                              + aws#TargetGroup/web-2  new
                                    Protocol = "UDP"
                                    HealthCheckIntervalSeconds = 10
                              ~ aws#TargetGroup/web-2  new
                                    + Targets node-a
                              ~ aws#Listener/web  spec changed
                                    spec.TargetGroupArn: aws#TargetGroup/web -> aws#TargetGroup/web-2
                              - aws#TargetGroup/web  spec changed, interrupts
                                    waits until node-a is healthy in aws#TargetGroup/web-2

                            Plan: 1 to create, 1 to update, 1 to delete, 1 member to add.
                            """);
            done(shop.reconcile(aws));
        }

        private Resource rule(String ports) {
            return Shop.resource(GoogleLike.RULE, "web")
                    .set(GoogleLike.PORTS, ports)
                    .set(GoogleLike.SERVICE, backendService("INTERNAL").id())
                    .build();
        }

        private Resource backendService(String scheme) {
            return Shop.resource(GoogleLike.BACKEND_SERVICE, "web")
                    .set(GoogleLike.SCHEME, scheme)
                    .set(GoogleLike.CHECK, check("TCP").id())
                    .build();
        }

        private Resource check(String type) {
            return Shop.resource(GoogleLike.HEALTH_CHECK, "web")
                    .set(GoogleLike.TYPE, type)
                    .build();
        }

        @Test
        @DisplayName("with the old one first keeps the address under a hold that is released at the end")
        void deleteFirst() {
            done(new Shop()
                    .wants("web", rule("80"), backendService("INTERNAL"), check("TCP"))
                    .reconcile(google));
            String address = Shop.found(google, GoogleLike.RULE, "web")
                    .flatMap(rule -> rule.get(GoogleLike.ADDRESS))
                    .orElseThrow();
            Shop shop = new Shop().wants("web", rule("81"), backendService("INTERNAL"), check("TCP"));
            assertThat(text(shop.plan(google))).isEqualTo("""
                            shop/web
                              + gcp#address/hold-web  spec changed
                                    IPAddress = "%s"
                              - gcp#forwardingRule/web  spec changed, interrupts
                              -/+ gcp#forwardingRule/web  spec changed, interrupts
                                    spec.portRange: "80" -> "81"
                              - gcp#address/hold-web  spec changed

                            Plan: 1 to create, 1 to replace, 2 to delete.
                            """.formatted(address));
            done(shop.reconcile(google));
            assertThat(Shop.found(google, GoogleLike.RULE, "web").orElseThrow().get(GoogleLike.ADDRESS))
                    .contains(address);
            assertThat(Shop.found(google, GoogleLike.STATIC_ADDRESS, "hold-web"))
                    .isEmpty();
        }

        @Test
        @DisplayName(
                "that a death cut off keeps the hold until the new object has the address, whoever it belongs to now")
        void leftoverHold() {
            done(new Shop()
                    .wants("web", rule("80"), backendService("INTERNAL"), check("TCP"))
                    .reconcile(google));
            google.dieAfter(2);
            try {
                new Shop()
                        .wants("web", rule("81"), backendService("INTERNAL"), check("TCP"))
                        .reconcile(google);
            } catch (InMemoryProvider.Death expected) {
                google.dieAfter(Integer.MAX_VALUE);
            }
            Resource kept = Resource.builder()
                    .from(rule("81"))
                    .putSpec(
                            "IPAddress",
                            Shop.found(google, GoogleLike.STATIC_ADDRESS, "hold-web")
                                    .orElseThrow()
                                    .spec()
                                    .get("IPAddress"))
                    .build();
            Shop other = new Shop().wants("zoo", kept, backendService("INTERNAL"), check("TCP"));
            assertThat(other.plan(google).steps())
                    .extracting(step -> step.action().label() + " " + step.resource())
                    .containsSubsequence("create gcp#forwardingRule/web", "delete gcp#address/hold-web");
            done(other.reconcile(google));
            assertThat(other.plan(google).isEmpty()).isTrue();
        }

        @Test
        @DisplayName("with the old one first takes its users down before and brings them back after")
        void cascade() {
            done(new Shop()
                    .wants("web", rule("80"), backendService("INTERNAL"), check("TCP"))
                    .reconcile(google));
            Shop shop = new Shop().wants("web", rule("80"), backendService("INTERNAL"), check("HTTP"));
            assertThat(shop.plan(google).steps())
                    .extracting(step -> step.action().label() + " " + step.resource())
                    .containsExactly(
                            "create gcp#address/hold-web",
                            "delete gcp#forwardingRule/web",
                            "delete gcp#backendService/web",
                            "delete gcp#healthCheck/web",
                            "replace gcp#healthCheck/web",
                            "replace gcp#backendService/web",
                            "replace gcp#forwardingRule/web",
                            "delete gcp#address/hold-web");
            done(shop.reconcile(google));
            assertThat(shop.plan(google).isEmpty()).isTrue();
        }

        @Test
        @DisplayName("keeps the members of the old object where the wish does not know them all")
        void unknownMembers() {
            done(new Shop().wants("web", Web.pool("web", "node-a", "node-b")).reconcile(aws));
            Resource unmanaged = Resource.builder()
                    .from(Web.pool("web", "UDP", MemberSet.empty()))
                    .members(Optional.empty())
                    .build();
            assertThat(new Shop().wants("web", unmanaged).plan(aws).steps())
                    .filteredOn(step -> step.action() == Action.ADD_MEMBERS)
                    .singleElement()
                    .satisfies(step -> assertThat(step.added()).isEqualTo(Shop.members("node-a", "node-b")));
            Resource partial = Resource.builder()
                    .from(Web.pool("web", "UDP", Shop.members("node-c")))
                    .membersCoverage(Coverage.PARTIAL)
                    .build();
            done(new Shop().wants("web", partial).reconcile(aws));
            assertThat(Shop.found(aws, AwsLike.POOL, "web").orElseThrow().members())
                    .contains(Shop.members("node-a", "node-b", "node-c"));
        }
    }

    @Test
    @DisplayName("A listener is pointed at another existing pool only after that pool is filled")
    void movedToAFilledPool() {
        done(new Shop()
                .wants(
                        "web",
                        Web.lb("web"),
                        Web.pool("old", "node-a"),
                        Web.pool("other"),
                        Web.listener("web", 80, "web", "old"))
                .reconcile(aws));
        Plan plan = new Shop()
                .wants("web", Web.lb("web"), Web.pool("other", "node-a"), Web.listener("web", 80, "web", "other"))
                .plan(aws);
        assertThat(plan.steps())
                .extracting(
                        step -> step.action().label() + " " + step.resource().name())
                .containsExactly("add-members other", "update web", "delete old");
        assertThat(plan.steps().get(1).after()).containsExactly("s1");
    }

    @Test
    @DisplayName("Members that are partly known are added and never removed")
    void partialWish() {
        done(new Shop().wants("web", Web.pool("web", "node-a", "node-b")).reconcile(aws));
        Resource partial = Resource.builder()
                .from(Web.pool("web", "node-c"))
                .membersCoverage(Coverage.PARTIAL)
                .build();
        assertThat(new Shop().wants("web", partial).plan(aws).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.added()).isEqualTo(Shop.members("node-c")));
    }

    @Test
    @DisplayName("Members of which too little was read are not added again; known ones that are out go")
    void partialObservation() {
        done(new Shop().wants("web", Web.pool("web", "node-a", "node-b")).reconcile(aws));
        aws.edit(
                Web.pool("web").id(),
                pool -> Resource.builder()
                        .from(pool)
                        .members(Shop.members("node-a"))
                        .membersCoverage(Coverage.PARTIAL)
                        .build());
        assertThat(new Shop().wants("web", Web.pool("web", "node-b")).plan(aws).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.removed()).isEqualTo(Shop.members("node-a")));
        Observation seen = aws.observe();
        Resource unknown = Resource.builder()
                .from(seen.actual().get(Web.pool("web").id()).orElseThrow())
                .members(Optional.empty())
                .build();
        Observation blind =
                Observation.builder().actual(ResourceGraph.of(unknown)).build();
        assertThat(new Shop()
                        .wants("web", Web.pool("web", "node-b"))
                        .plan(blind)
                        .steps())
                .isEmpty();
    }

    @Test
    @DisplayName("What a death left behind during a replacement is deleted, after its user points at the successor")
    void superseded() {
        done(new Shop().wants("web", Web.all("web", 80, "node-a")).reconcile(aws));
        Shop shop = new Shop()
                .wants(
                        "web",
                        Web.lb("web"),
                        Web.pool("web", "UDP", Shop.members("node-a")),
                        Web.listener("web", 80, "web", "web"));
        aws.dieAfter(1);
        try {
            shop.reconcile(aws);
        } catch (InMemoryProvider.Death expected) {
            aws.dieAfter(Integer.MAX_VALUE);
        }
        assertThat(shop.plan(aws).steps())
                .extracting(step -> step.action().label() + " " + step.resource())
                .containsExactly(
                        "add-members aws#TargetGroup/web", "update aws#Listener/web", "delete aws#TargetGroup/web");
        assertThat(shop.plan(aws).steps().get(1).after()).containsExactly("s1");
        done(shop.reconcile(aws));
        assertThat(aws.observe().superseded()).isEmpty();
    }

    @Test
    @DisplayName("A leftover that uses another leftover goes before it")
    void leftoversOfLeftovers() {
        Resource used = Shop.resource(StressKinds.SOFT, "n1")
                .addOwner(Shop.owner("web"))
                .cloudId("id-1")
                .build();
        Resource user = Shop.resource(StressKinds.SOFT, "n5")
                .addOwner(Shop.owner("web"))
                .cloudId("id-2")
                .set(StressKinds.PEER, Observation.supersededId(used))
                .build();
        Observation observation =
                Observation.builder().addSuperseded(used).addSuperseded(user).build();
        assertThat(new Shop().wants("web").plan(observation).steps())
                .extracting(step -> step.resource().name())
                .containsExactly("n5", "n1");
    }

    @Test
    @DisplayName("Nothing old goes before everything new of its Service is in place, or if that fails")
    void successorsFirst() {
        done(new Shop().wants("web", Web.all("old", 80, "node-a")).reconcile(aws));
        Shop moved = new Shop().wants("web", Web.all("new", 80, "node-a"));
        assertThat(moved.plan(aws).steps())
                .extracting(step -> step.action().label() + " " + step.resource())
                .containsExactly(
                        "create aws#LoadBalancer/new",
                        "create aws#TargetGroup/new",
                        "add-members aws#TargetGroup/new",
                        "create aws#Listener/new",
                        "delete aws#Listener/old",
                        "delete aws#LoadBalancer/old",
                        "delete aws#TargetGroup/old");
        aws.refuse(change -> change.id().equals(Web.pool("new").id())
                ? Optional.of(new ProviderException(ErrorKind.QUOTA, "too many"))
                : Optional.empty());
        moved.reconcile(aws);
        for (Resource old : Web.all("old", 80)) {
            assertThat(aws.observe().actual().get(old.id())).isPresent();
        }
    }

    @Test
    @DisplayName("An object that moves from a user of a replaced object to that object itself closes no circle")
    void noCircle() {
        InMemoryProvider cloud = new InMemoryProvider(StressKinds.ALL);
        Resource old = Shop.resource(StressKinds.HARD, "target")
                .set(StressKinds.TYPE, "old")
                .build();
        Resource between = Shop.resource(StressKinds.SOFT, "between")
                .set(StressKinds.PEER, old.id())
                .build();
        Resource.Builder mover = Shop.resource(StressKinds.SOFT, "mover");
        done(new Shop()
                .wants(
                        "web",
                        old,
                        between,
                        mover.set(StressKinds.PEER, between.id()).build())
                .reconcile(cloud));
        Resource target = Shop.resource(StressKinds.HARD, "target")
                .set(StressKinds.TYPE, "new")
                .build();
        Resource moved = Shop.resource(StressKinds.SOFT, "mover")
                .set(StressKinds.PEER, target.id())
                .build();
        Shop shop = new Shop().wants("web", target, moved);
        done(shop.reconcile(cloud));
        assertThat(shop.plan(cloud).isEmpty()).isTrue();
    }

    @Test
    @DisplayName("Plans that delete different leftovers of one name have different digests")
    void digestTellsLeftovers() {
        Resource pool = Resource.builder()
                .from(Web.pool("web", "node-a"))
                .addOwner(Shop.owner("web"))
                .build();
        Shop shop = new Shop().wants("web", Web.pool("web", "node-a"));
        Plan one = shop.plan(withLeftover(pool, "id-1"));
        Plan other = shop.plan(withLeftover(pool, "id-2"));
        assertThat(one.digest()).isEqualTo(shop.plan(withLeftover(pool, "id-1")).digest());
        assertThat(one.digest()).isNotEqualTo(other.digest());
    }

    private static Observation withLeftover(Resource pool, String cloudId) {
        return Observation.builder()
                .actual(ResourceGraph.of(
                        Resource.builder().from(pool).cloudId("id-9").build()))
                .addSuperseded(Resource.builder().from(pool).cloudId(cloudId).build())
                .build();
    }
}
