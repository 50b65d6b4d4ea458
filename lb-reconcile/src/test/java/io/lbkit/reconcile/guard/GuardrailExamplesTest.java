package io.lbkit.reconcile.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.RecentTraffic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GuardrailExamplesTest {
    private static final ResourceId POOL = Web.pool("web").id();

    private final Shop shop = new Shop();
    private final InMemoryProvider provider = new InMemoryProvider(AwsLike.ALL);

    private void exists(Resource... resources) {
        shop.wants("web", resources);
        assertThat(shop.reconcile(provider).incomplete()).isEmpty();
    }

    private static Resource[] web(String... nodes) {
        return Web.all("web", 80, nodes);
    }

    private List<String> approvals(Plan plan) {
        return Guardrails.standard().check(plan).stream()
                .map(verdict -> verdict.level().label() + " " + verdict.approval())
                .toList();
    }

    private static Observation healthy(Observation observation, String... nodes) {
        Map<MemberKey, MemberHealth> health = new TreeMap<>();
        observation
                .actual()
                .get(POOL)
                .flatMap(Resource::members)
                .orElseThrow()
                .forEach(member -> health.put(member.key(), MemberHealth.of(MemberHealth.State.UNHEALTHY)));
        for (String node : nodes) {
            health.put(new MemberKey(node, 0), MemberHealth.of(MemberHealth.State.HEALTHY));
        }
        return Observation.builder().from(observation).putHealth(POOL, health).build();
    }

    @Test
    @DisplayName("a load balancer that is made, and one that is as it should be, pass")
    void nothing() {
        shop.wants("web", web("a", "b"));
        assertThat(approvals(shop.plan(provider))).isEmpty();
        exists(web("a", "b"));
        assertThat(approvals(shop.plan(provider))).isEmpty();
    }

    @Test
    @DisplayName("the last working member leaves: denied while Kubernetes has backends that do not work yet")
    void lastBackendDenied() {
        exists(web("a", "b", "c"));
        shop.wants("web", web("b", "c"));
        Plan plan = shop.plan(healthy(provider.observe(), "a"));
        Verdict verdict = new LastWorkingBackend().check(plan).get(0);
        assertThat(verdict.level()).isEqualTo(Verdict.Level.DENIED);
        assertThat(verdict.rule()).isEqualTo("last-backend");
        assertThat(verdict.reason())
                .isEqualTo(
                        "The last 1 working member of aws#TargetGroup/web would leave, although Kubernetes has backends for"
                                + " it.");
        assertThat(verdict.consequence()).isEqualTo("New connections of clients are refused or time out.");
        assertThat(verdict.approval()).hasToString("last-backend=aws#TargetGroup/web");
        assertThat(verdict.evidence()).extracting(Object::toString).contains("aws#TargetGroup/web working=a");
        assertThat(verdict.steps()).containsExactly(plan.steps().get(0).id());
        assertThat(Guardrails.standard().allowed(plan, List.of()).steps()).isEmpty();
    }

    @Test
    @DisplayName("the same change passes where the others work, and where the cloud reports no health")
    void lastBackendPasses() {
        exists(web("a", "b", "c"));
        shop.wants("web", web("b", "c"));
        assertThat(approvals(shop.plan(healthy(provider.observe(), "a", "b")))).isEmpty();
        assertThat(approvals(shop.plan(provider))).isEmpty();
        assertThat(approvals(shop.plan(healthy(provider.observe())))).isEmpty();
    }

    @Test
    @DisplayName("no backends any more: somebody has to say that it is meant")
    void scaledToZero() {
        exists(web("a", "b"));
        shop.wants("web", web());
        assertThat(approvals(shop.plan(provider)))
                .containsExactly(
                        "needs-approval healthy-share=aws#TargetGroup/web@100",
                        "needs-approval last-backend=aws#TargetGroup/web");
    }

    @Test
    @DisplayName("draining the last one, or taking its weight, is leaving too")
    void drained() {
        exists(web("a"));
        for (Member member : List.of(
                Member.builder().id("a").state(MemberState.DRAINING).build(),
                Member.builder().id("a").weight(0).build())) {
            shop.wants(
                    "web",
                    Web.lb("web"),
                    Web.pool("web", "TCP", MemberSet.of(member)),
                    Web.listener("web", 80, "web", "web"));
            assertThat(approvals(shop.plan(provider))).contains("needs-approval last-backend=aws#TargetGroup/web");
        }
    }

    @Test
    @DisplayName("a rollout of every member loses nothing; a pool of another name takes over")
    void rollout() {
        exists(web("a", "b"));
        shop.wants("web", web("c", "d"));
        assertThat(approvals(shop.plan(provider))).isEmpty();
        shop.wants("web", Web.lb("web"), Web.pool("next", "c", "d"), Web.listener("web", 80, "web", "next"));
        assertThat(approvals(shop.plan(provider))).isEmpty();
    }

    @Test
    @DisplayName("a listener that moves to an empty pool, and the pool that goes")
    void moved() {
        exists(web("a", "b"));
        shop.wants("web", Web.lb("web"), Web.pool("next"), Web.listener("web", 80, "web", "next"));
        Plan plan = shop.plan(provider);
        Verdict verdict = new LastWorkingBackend().check(plan).get(0);
        assertThat(verdict.approval()).hasToString("last-backend=aws#TargetGroup/web");
        assertThat(verdict.steps()).hasSize(2);
    }

    @Test
    @DisplayName("a Service that is gone is not about backends")
    void gone() {
        exists(web("a", "b"));
        shop.gone("web");
        assertThat(approvals(shop.plan(provider))).isEmpty();
    }

    @Test
    @DisplayName("more than half leaves: net, rounded up")
    void healthyShare() {
        exists(web("a", "b", "c"));
        shop.wants("web", web("a"));
        Verdict verdict = HealthyShare.ofPercent(50).check(shop.plan(provider)).get(0);
        assertThat(verdict.approval()).hasToString("healthy-share=aws#TargetGroup/web@67");
        assertThat(verdict.reason())
                .isEqualTo("aws#TargetGroup/web would lose 2 of 3 working members (67 %); 50 % may leave at once.");
        assertThat(HealthyShare.ofPercent(67).check(shop.plan(provider))).isEmpty();
        assertThat(HealthyShare.ofPercent(66).check(shop.plan(provider))).hasSize(1);
        shop.wants("web", web("a", "d"));
        assertThat(approvals(shop.plan(provider))).isEmpty();
    }

    @Test
    @DisplayName("internal to public, and the address that goes with the old load balancer")
    void exposureAndAddress() {
        exists(web("a"));
        provider.edit(
                Web.lb("web").id(),
                lb -> Resource.builder()
                        .from(lb)
                        .putSpec("DNSName", SpecValue.of("web.example"))
                        .build());
        Resource open = Resource.builder()
                .from(Web.lb("web"))
                .set(AwsLike.SCHEME, "internet-facing")
                .build();
        shop.wants("web", open, Web.pool("web", "a"), Web.listener("web", 80, "web", "web"));
        assertThat(approvals(shop.plan(provider)))
                .containsExactly(
                        "needs-approval address=shop/web:web.example", "needs-approval exposure=shop/web:public");
        assertThat(new AddressLoss().check(shop.plan(provider)).get(0).reason())
                .isEqualTo("The address web.example of shop/web would be given up with aws#LoadBalancer/web.");
    }

    @Test
    @DisplayName("an address that a hold or a successor keeps is not lost; without the hold it is")
    void heldAddress() {
        InMemoryProvider stress = new InMemoryProvider(StressKinds.ALL);
        shop.wants("web", front("one"));
        assertThat(shop.reconcile(stress).incomplete()).isEmpty();
        stress.edit(
                front("one").id(),
                made -> Resource.builder()
                        .from(made)
                        .set(StressKinds.ADDRESS, "203.0.113.10")
                        .build());
        shop.wants("web", front("two"));
        Plan plan = shop.plan(stress);
        assertThat(plan.steps()).hasSizeGreaterThan(2);
        assertThat(new AddressLoss().check(plan)).isEmpty();
        Plan unheld = Plan.builder()
                .from(plan)
                .steps(plan.steps().stream()
                        .filter(step -> !step.resource().kind().equals(StressKinds.HOLD.name()))
                        .toList())
                .build();
        assertThat(new AddressLoss().check(unheld))
                .extracting(verdict -> verdict.approval().toString())
                .containsExactly("address=shop/web:203.0.113.10");
    }

    @Test
    @DisplayName("an address that a hold of an earlier, interrupted run keeps is not lost")
    void leftoverHold() {
        InMemoryProvider stress = new InMemoryProvider(StressKinds.ALL);
        Resource hold = Shop.resource(StressKinds.HOLD, "hold-front")
                .set(StressKinds.ADDRESS, "203.0.113.10")
                .build();
        shop.wants("web", front("one"), hold);
        assertThat(shop.reconcile(stress).incomplete()).isEmpty();
        stress.edit(
                front("one").id(),
                made -> Resource.builder()
                        .from(made)
                        .set(StressKinds.ADDRESS, "203.0.113.10")
                        .build());
        shop.wants("web", front("two"));
        Plan plan = shop.plan(stress);
        assertThat(plan.steps()).hasSize(3);
        assertThat(new AddressLoss().check(plan)).isEmpty();
        assertThat(new AddressLoss().check(plan.keeping(step -> step.action() == Action.DELETE)))
                .isEmpty();
        shop.wants("web");
        assertThat(new AddressLoss().check(shop.plan(stress)))
                .extracting(verdict -> verdict.approval().toString())
                .containsExactly("address=shop/web:203.0.113.10");
    }

    private static Resource front(String type) {
        return Shop.resource(StressKinds.HARD, "front")
                .set(StressKinds.TYPE, type)
                .build();
    }

    @Test
    @DisplayName("source ranges that are added, one approval each")
    void ranges() {
        exists(Shop.resource(AwsLike.GROUP, "sg")
                .set(AwsLike.SOURCES, new TreeSet<>(List.of("10.0.0.0/8")))
                .build());
        shop.wants(
                "web",
                Shop.resource(AwsLike.GROUP, "sg")
                        .set(AwsLike.SOURCES, new TreeSet<>(List.of("10.1.0.0/16", "192.0.2.0/24", "203.0.113.0/24")))
                        .build());
        assertThat(approvals(shop.plan(provider)))
                .containsExactly(
                        "needs-approval exposure=shop/web:192.0.2.0/24",
                        "needs-approval exposure=shop/web:203.0.113.0/24");
    }

    @Test
    @DisplayName("TLS that is dropped")
    void plain() {
        Resource tls = Resource.builder()
                .from(Web.listener("web", 443, "web", "web"))
                .set(AwsLike.PROTOCOL, "TLS")
                .build();
        exists(Web.lb("web"), Web.pool("web", "a"), tls);
        Resource tcp = Resource.builder().from(tls).set(AwsLike.PROTOCOL, "TCP").build();
        shop.wants("web", Web.lb("web"), Web.pool("web", "a"), tcp);
        assertThat(approvals(shop.plan(provider))).containsExactly("needs-approval exposure=shop/web:plain:TCP/443");
    }

    @Test
    @DisplayName("a load balancer that is used, and one that is protected, are not deleted by accident")
    void deletions() {
        Resource lb = Resource.builder()
                .from(Web.lb("web"))
                .set(AwsLike.IDLE, AwsLike.PROTECTED)
                .build();
        exists(lb, Web.pool("web", "a"), Web.listener("web", 80, "web", "web"));
        shop.gone("web");
        Observation used = Observation.builder()
                .from(provider.observe())
                .putTraffic(lb.id(), new RecentTraffic(12, Duration.ofHours(1)))
                .build();
        assertThat(approvals(shop.plan(used)))
                .containsExactly(
                        "needs-approval deletion-protection=aws#LoadBalancer/web",
                        "needs-approval recent-traffic=aws#LoadBalancer/web");
        Observation idle = Observation.builder()
                .from(provider.observe())
                .putTraffic(lb.id(), new RecentTraffic(0, Duration.ofHours(1)))
                .build();
        assertThat(new RecentlyUsed().check(shop.plan(idle))).isEmpty();
    }

    @Test
    @DisplayName("a budget counts objects that exist, not creations and not members")
    void budget() {
        exists(web("a", "b"));
        shop.gone("web");
        assertThat(ChangeBudget.of(2).check(shop.plan(provider)))
                .extracting(verdict -> verdict.approval().toString())
                .containsExactly("change-budget=plan@3");
        assertThat(ChangeBudget.of(3).check(shop.plan(provider))).isEmpty();
        shop.wants("web", web("a", "c")).wants("more", Web.all("more", 81, "a"));
        assertThat(ChangeBudget.of(0).check(shop.plan(provider))).isEmpty();
    }

    @Test
    @DisplayName("an approval allows its verdict and no other one, up to its measure")
    void approved() {
        exists(web("a", "b"));
        shop.wants("web", web());
        Plan plan = shop.plan(provider);
        Guardrails guardrails = Guardrails.standard();
        Approval last = Approval.parse("last-backend=aws#TargetGroup/web");
        Approval share = Approval.parse("healthy-share=aws#TargetGroup/web@100");
        assertThat(guardrails.check(plan, List.of(last)))
                .extracting(Verdict::rule)
                .containsExactly("healthy-share");
        assertThat(guardrails.check(plan, List.of(share)))
                .extracting(Verdict::rule)
                .containsExactly("last-backend");
        assertThat(guardrails.check(plan, List.of(last, Approval.parse("healthy-share=aws#TargetGroup/web@99"))))
                .hasSize(1);
        assertThat(guardrails.allowed(plan, List.of(last, share))).isEqualTo(plan);
        assertThat(guardrails
                        .review(plan, List.of(Approval.parse("last-backend=x/y")))
                        .pointless())
                .hasSize(1);
        assertThat(guardrails.without("last-backend").check(plan)).hasSize(1);
        assertThat(guardrails.with(HealthyShare.ofPercent(100)).check(plan)).hasSize(1);
    }
}
