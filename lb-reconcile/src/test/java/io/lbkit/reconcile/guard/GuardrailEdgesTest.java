package io.lbkit.reconcile.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.Role;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Limits, names and evidence of guardrails, and who counts as working at the edges. */
class GuardrailEdgesTest {
    private final Shop shop = new Shop();
    private final InMemoryProvider provider = new InMemoryProvider(AwsLike.ALL);

    private void exists(Resource... resources) {
        shop.wants("web", resources);
        assertThat(shop.reconcile(provider).incomplete()).isEmpty();
    }

    private static List<String> approvals(Plan plan) {
        return Guardrails.standard().check(plan).stream()
                .map(verdict -> verdict.level().label() + " " + verdict.approval())
                .toList();
    }

    private static Resource[] one(Member... members) {
        return new Resource[] {
            Web.lb("web"), Web.pool("web", "TCP", MemberSet.of(members)), Web.listener("web", 80, "web", "web")
        };
    }

    @Test
    @DisplayName("Seven rules are on unless somebody says otherwise; one is replaced or left out by its name")
    void names() {
        Guardrails standard = Guardrails.standard();
        assertThat(standard.all())
                .extracting(Guardrail::rule)
                .containsExactly(
                        "last-backend",
                        "healthy-share",
                        "address",
                        "exposure",
                        "recent-traffic",
                        "change-budget",
                        "deletion-protection");
        assertThat(standard.without("address").all())
                .extracting(Guardrail::rule)
                .doesNotContain("address")
                .hasSize(6);
        assertThat(standard.with(ChangeBudget.of(5)).all()).hasSize(7);
    }

    @Test
    @DisplayName("Limits are checked at their ends")
    void limits() {
        assertThat(HealthyShare.ofPercent(0).rule())
                .isEqualTo(HealthyShare.ofPercent(100).rule());
        assertThatThrownBy(() -> HealthyShare.ofPercent(-1)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> HealthyShare.ofPercent(101)).isInstanceOf(InvalidValueException.class);
        assertThat(ChangeBudget.of(0).rule()).isEqualTo("change-budget");
        assertThatThrownBy(() -> ChangeBudget.of(-1)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    @DisplayName("An approval needs a rule and a subject; only digits after a subject are its measure")
    void approvals() {
        assertThatThrownBy(() -> Approval.of("", "x")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Approval.of("x", "")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Approval.parse("=x")).isInstanceOf(InvalidValueException.class);
        assertThat(Approval.parse("r=@5")).isEqualTo(Approval.of("r", "@5"));
        assertThat(Approval.parse("r=s@0").limit()).hasValue(0);
        assertThat(Approval.parse("r=s@x").limit()).isEmpty();
    }

    @Test
    @DisplayName("An approval that lifts a verdict has a point")
    void pointless() {
        exists(one(Member.of("a"), Member.of("b")));
        shop.wants("web", one());
        Review review = Guardrails.standard()
                .review(
                        shop.plan(provider),
                        List.of(
                                Approval.parse("last-backend=aws#TargetGroup/web"),
                                Approval.parse("last-backend=aws#TargetGroup/other")));
        assertThat(review.pointless()).containsExactly(Approval.parse("last-backend=aws#TargetGroup/other"));
        assertThat(review.standing()).extracting(Verdict::rule).containsExactly("healthy-share");
    }

    @Test
    @DisplayName("The evidence of a last backend names who works and how many are registered")
    void evidence() {
        exists(one(Member.of("a"), Member.of("b")));
        shop.wants("web", one());
        Verdict verdict = new LastWorkingBackend().check(shop.plan(provider)).get(0);
        assertThat(verdict.evidence())
                .extracting(Object::toString)
                .containsExactly(
                        "aws#TargetGroup/web working=a",
                        "aws#TargetGroup/web working=b",
                        "aws#TargetGroup/web registered=2");
    }

    @Test
    @DisplayName("The evidence of a lost address and of a wider exposure names the steps")
    void evidenceOfSteps() {
        exists(one(Member.of("a")));
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
        Plan plan = shop.plan(provider);
        assertThat(new AddressLoss().check(plan).get(0).evidence())
                .extracting(Object::toString)
                .containsExactly("aws#LoadBalancer/web delete=web.example");
        Verdict wider = new ExposureWidening().check(plan).get(0);
        assertThat(wider.reason()).isEqualTo("shop/web would be reachable from the internet; it was internal.");
        assertThat(wider.evidence())
                .extracting(Object::toString)
                .containsExactly("aws#LoadBalancer/web replace=public");
    }

    @Test
    @DisplayName("Who was draining and serves again replaces somebody; who comes without weight does not")
    void arrivals() {
        Member draining = Member.builder().id("b").state(MemberState.DRAINING).build();
        exists(one(Member.of("a"), draining));
        shop.wants("web", one(Member.of("b")));
        assertThat(approvals(shop.plan(provider))).isEmpty();
        shop.wants("web", one(Member.builder().id("c").weight(0).build()));
        assertThat(approvals(shop.plan(provider))).contains("needs-approval last-backend=aws#TargetGroup/web");
    }

    @Test
    @DisplayName("A port that goes is no last backend while another pool of the Service works")
    void anotherPort() {
        exists(
                Web.lb("web"),
                Web.pool("one", "a"),
                Web.pool("two", "a"),
                Web.listener("one", 80, "web", "one"),
                Web.listener("two", 81, "web", "two"));
        shop.wants("web", Web.lb("web"), Web.pool("one", "a"), Web.listener("one", 80, "web", "one"));
        assertThat(approvals(shop.plan(provider))).isEmpty();
    }

    @Test
    @DisplayName(
            "The last pool goes: denied while Kubernetes has backends for another one, else somebody has to say so")
    void lastPool() {
        exists(Web.lb("web"), Web.pool("old", "a"), Web.pool("next", "c"), Web.listener("web", 80, "web", "next"));
        Observation sick = Observation.builder()
                .from(provider.observe())
                .putHealth(
                        Web.pool("next").id(),
                        Map.of(new MemberKey("c", 0), MemberHealth.of(MemberHealth.State.UNHEALTHY)))
                .build();
        shop.wants("web", Web.lb("web"), Web.pool("next", "c"), Web.listener("web", 80, "web", "next"));
        assertThat(approvals(shop.plan(sick))).containsExactly("denied last-backend=aws#TargetGroup/old");
        shop.wants("web", Web.lb("web"));
        assertThat(approvals(shop.plan(sick))).containsExactly("needs-approval last-backend=aws#TargetGroup/old");
    }

    @Test
    @DisplayName("What a listener leads to counts as the listener does")
    void betweenListenerAndPool() {
        Attribute<ResourceId> to = Attribute.reference("To");
        ResourceKind backendService = ResourceKind.builder()
                .name("any#BackendService")
                .addAttributes(to)
                .build();
        ResourceKind rule = ResourceKind.builder()
                .name("any#Rule")
                .role(Role.LISTENER)
                .addAttributes(to)
                .build();
        InMemoryProvider layered = new InMemoryProvider(Set.of(AwsLike.POOL, backendService, rule));
        Resource.Builder service = Shop.resource(backendService, "web");
        Resource front =
                Shop.resource(rule, "web").set(to, service.build().id()).build();
        Resource pool = Web.pool("web", "a");
        shop.wants("web", front, service.set(to, pool.id()).build(), pool);
        assertThat(shop.reconcile(layered).incomplete()).isEmpty();
        Resource empty = Web.pool("next");
        shop.wants("web", front, service.set(to, empty.id()).build(), pool, empty);
        assertThat(approvals(shop.plan(layered))).containsExactly("denied last-backend=aws#TargetGroup/web");
        Resource full = Web.pool("next", "b");
        shop.wants("web", front, service.set(to, full.id()).build(), pool, full);
        assertThat(approvals(shop.plan(layered))).isEmpty();
    }

    @Test
    @DisplayName("A listener that moves to a pool without backends is denied, with the pool that goes")
    void moved() {
        exists(one(Member.of("a")));
        shop.wants("web", Web.lb("web"), Web.pool("next"), Web.listener("web", 80, "web", "next"));
        assertThat(approvals(shop.plan(provider))).containsExactly("denied last-backend=aws#TargetGroup/web");
    }

    @Test
    @DisplayName("What a replacement left behind takes nobody out of service when it goes")
    void leftover() {
        Resource pool = Resource.builder()
                .from(Web.pool("web", "a"))
                .addOwner(Shop.owner("web"))
                .build();
        Observation observation = Observation.builder()
                .actual(ResourceGraph.of(
                        Resource.builder().from(pool).cloudId("id-2").build()))
                .addSuperseded(Resource.builder().from(pool).cloudId("id-1").build())
                .build();
        Plan plan = shop.wants("web", Web.pool("web", "a")).plan(observation);
        assertThat(plan.steps()).hasSize(1);
        assertThat(approvals(plan)).isEmpty();
    }

    @Test
    @DisplayName("Who is registered and does not work does not begin to by being written again")
    void writtenAgain() {
        exists(one(Member.of("a"), Member.of("b")));
        Observation sick = Observation.builder()
                .from(provider.observe())
                .putHealth(
                        Web.pool("web").id(),
                        Map.of(
                                new MemberKey("a", 0), MemberHealth.of(MemberHealth.State.HEALTHY),
                                new MemberKey("b", 0), MemberHealth.of(MemberHealth.State.UNHEALTHY)))
                .build();
        shop.wants("web", one(Member.builder().id("b").weight(2).build()));
        assertThat(approvals(shop.plan(sick))).contains("denied last-backend=aws#TargetGroup/web");
    }

    @Test
    @DisplayName("Another weight that still gets traffic takes nobody out of service")
    void reweighted() {
        exists(one(Member.of("a")));
        shop.wants("web", one(Member.builder().id("a").weight(2).build()));
        Plan plan = shop.plan(provider);
        assertThat(plan.steps()).hasSize(1);
        assertThat(approvals(plan)).isEmpty();
    }

    @Test
    @DisplayName("A port that goes while another one comes: it is missed only if nobody comes with the other one")
    void portsExchanged() {
        exists(Web.lb("web"), Web.pool("one", "a"), Web.listener("one", 80, "web", "one"));
        Resource idle = Web.pool(
                "two", "TCP", MemberSet.of(Member.builder().id("c").weight(0).build()));
        shop.wants("web", Web.lb("web"), idle, Web.listener("two", 81, "web", "two"));
        assertThat(approvals(shop.plan(provider))).containsExactly("needs-approval last-backend=aws#TargetGroup/one");
        shop.wants("web", Web.lb("web"), Web.pool("two", "c"), Web.listener("two", 81, "web", "two"));
        assertThat(approvals(shop.plan(provider))).isEmpty();
    }

    @Test
    @DisplayName("What refers to a pool and takes no traffic may move to an empty one")
    void noListener() {
        Attribute<ResourceId> pool = Attribute.reference("Pool");
        ResourceKind alarm = ResourceKind.builder()
                .name("aws#Alarm")
                .addAttributes(pool)
                .deleteImpact(Impact.NONE)
                .build();
        InMemoryProvider alarming =
                new InMemoryProvider(Set.of(AwsLike.LB, AwsLike.POOL, AwsLike.LISTENER, AwsLike.GROUP, alarm));
        Resource.Builder watch = Shop.resource(alarm, "web");
        List<Resource> others =
                List.of(Web.lb("web"), Web.pool("web", "a"), Web.pool("empty"), Web.listener("web", 80, "web", "web"));
        shop.wants("web", with(others, watch.set(pool, Web.pool("web").id()).build()));
        assertThat(shop.reconcile(alarming).incomplete()).isEmpty();
        shop.wants("web", with(others, watch.set(pool, Web.pool("empty").id()).build()));
        Plan plan = shop.plan(alarming);
        assertThat(plan.steps()).hasSize(1);
        assertThat(approvals(plan)).isEmpty();
    }

    @Test
    @DisplayName("A load balancer that stays internal is not widened by other changes")
    void staysInternal() {
        Resource lb = Resource.builder()
                .from(Web.lb("web"))
                .set(AwsLike.SCHEME, "internal")
                .build();
        exists(lb, Web.pool("web", "a"), Web.listener("web", 80, "web", "web"));
        shop.wants(
                "web",
                Resource.builder().from(lb).set(AwsLike.IDLE, 120L).build(),
                Web.pool("web", "a"),
                Web.listener("web", 80, "web", "web"));
        Plan plan = shop.plan(provider);
        assertThat(plan.steps()).hasSize(1);
        assertThat(approvals(plan)).isEmpty();
    }

    @Test
    @DisplayName("Ranges that move from one group to another are not wider; one that nobody had is")
    void movedRanges() {
        exists(with(List.of(one(Member.of("a"))), group("one", "10.0.0.0/8"), group("two", "192.168.0.0/16")));
        shop.wants("web", with(List.of(one(Member.of("a"))), group("one", "10.0.0.0/8", "192.168.0.0/16")));
        assertThat(approvals(shop.plan(provider))).isEmpty();
        shop.wants("web", with(List.of(one(Member.of("a"))), group("one", "10.0.0.0/8", "172.16.0.0/12")));
        assertThat(approvals(shop.plan(provider))).containsExactly("needs-approval exposure=shop/web:172.16.0.0/12");
    }

    @Test
    @DisplayName("A second family is wider, unless the first one admits everybody already")
    void secondFamily() {
        exists(with(List.of(one(Member.of("a"))), group("one", "10.0.0.0/8")));
        shop.wants("web", with(List.of(one(Member.of("a"))), group("one", "10.0.0.0/8"), group("two", "::/0")));
        assertThat(approvals(shop.plan(provider))).containsExactly("needs-approval exposure=shop/web:::/0");
        shop.wants("web", with(List.of(one(Member.of("a"))), group("one", "10.0.0.0/8"), group("two", "fd00::/8")));
        assertThat(approvals(shop.plan(provider))).containsExactly("needs-approval exposure=shop/web:fd00::/8");
    }

    @Test
    @DisplayName(
            "Whoever admits everybody in one family is not wider with the other; within a family ranges still grow")
    void secondFamilyOfAnOpenOne() {
        exists(with(List.of(one(Member.of("a"))), group("one", "0.0.0.0/0")));
        shop.wants("web", with(List.of(one(Member.of("a"))), group("one", "0.0.0.0/0"), group("two", "::/0")));
        assertThat(approvals(shop.plan(provider))).isEmpty();
        exists(with(List.of(one(Member.of("a"))), group("one", "0.0.0.0/0"), group("two", "fd00::/8")));
        shop.wants("web", with(List.of(one(Member.of("a"))), group("one", "0.0.0.0/0"), group("two", "::/0")));
        assertThat(approvals(shop.plan(provider))).containsExactly("needs-approval exposure=shop/web:::/0");
    }

    private static Resource[] with(List<Resource> some, Resource... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toArray(Resource[]::new);
    }

    private static Resource group(String name, String... ranges) {
        return Shop.resource(AwsLike.GROUP, name)
                .set(AwsLike.SOURCES, new TreeSet<>(List.of(ranges)))
                .build();
    }
}
