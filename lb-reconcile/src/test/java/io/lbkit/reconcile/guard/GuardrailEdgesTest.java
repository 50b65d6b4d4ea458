package io.lbkit.reconcile.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import java.util.Map;
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
}
