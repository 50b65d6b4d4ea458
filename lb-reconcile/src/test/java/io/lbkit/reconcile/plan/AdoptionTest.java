package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Foreign objects that become ours because somebody says so. */
class AdoptionTest {
    private static final ResourceId POOL = Web.pool("web").id();
    private static final Owner OTHER = Owner.of("test", Shop.service("web"));

    private final InMemoryProvider cloud = new InMemoryProvider(AwsLike.ALL);
    private final Shop shop = new Shop().wants("web", Web.all("web", 80, "a", "b"));

    private static Resource marked(Resource resource) {
        return Resource.builder().from(resource).addOwner(OTHER).build();
    }

    private Resource pool() {
        return Shop.found(cloud, AwsLike.POOL, "web").orElseThrow();
    }

    private static List<String> codes(Plan plan) {
        return plan.findings().stream().map(finding -> finding.code().text()).toList();
    }

    @Test
    @DisplayName("The object that is named is taken over, with nobody's mark or with another one; members follow")
    void named() {
        for (Resource foreign : List.of(Web.pool("web", "a", "x"), marked(Web.pool("web", "a", "x")))) {
            InMemoryProvider fresh = new InMemoryProvider(AwsLike.ALL).planted(foreign);
            Plan plan = shop.adopts(POOL).plan(fresh);
            assertThat(plan.findings()).isEmpty();
            assertThat(plan.held()).isEmpty();
            List<Step> ofPool = plan.steps().stream()
                    .filter(step -> step.resource().equals(POOL))
                    .toList();
            assertThat(ofPool)
                    .extracting(Step::action)
                    .containsExactly(Action.UPDATE, Action.ADD_MEMBERS, Action.REMOVE_MEMBERS);
            Step takeover = ofPool.get(0);
            assertThat(takeover.attributes()).extracting(AttributeChange::path).containsExactly(AttributeChange.OWNERS);
            assertThat(ofPool.get(1).after()).contains(takeover.id());
            assertThat(ofPool.get(2).after()).contains(takeover.id());
            assertThat(shop.reconcile(fresh).incomplete()).isEmpty();
            Resource now = Shop.found(fresh, AwsLike.POOL, "web").orElseThrow();
            assertThat(now.owners()).containsExactly(Shop.owner("web"));
            assertThat(now.members()).contains(Shop.members("a", "b"));
            assertThat(shop.adopts().plan(fresh).isEmpty()).isTrue();
        }
    }

    @Test
    @DisplayName("Another object that is named does not help, nor does an adoption once it is ours")
    void explicit() {
        cloud.planted(Web.pool("web", "a"));
        Plan other = shop.adopts(Web.lb("web").id()).plan(cloud);
        assertThat(other.held()).containsExactly(Shop.key("web"));
        assertThat(codes(other)).contains("LB-CLD-026");
        assertThat(other.isEmpty()).isTrue();
        shop.adopts(POOL).reconcile(cloud);
        assertThat(pool().owners()).containsExactly(Shop.owner("web"));
        assertThat(shop.plan(cloud).isEmpty()).isTrue();
        assertThat(shop.plan(cloud).findings()).isEmpty();
    }

    @Test
    @DisplayName(
            "What only another object could be is not adopted: the Service is kept, and told which attributes differ")
    void unfit() {
        cloud.planted(Web.pool("web", "UDP", Shop.members("a")));
        Plan plan = shop.adopts(POOL).plan(cloud);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.held()).containsExactly(Shop.key("web"));
        assertThat(plan.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().text()).isEqualTo("LB-CLD-030");
            assertThat(finding.blocks()).isTrue();
            assertThat(finding.about()).isEqualTo(POOL.toString());
            assertThat(finding.message()).contains("[Protocol]");
            assertThat(finding.evidence())
                    .singleElement()
                    .asString()
                    .contains("Protocol")
                    .contains("UDP");
        });
    }

    @Test
    @DisplayName("What would only follow the replacement of an object is not adopted either")
    void followingAReplacement() {
        shop.reconcile(cloud);
        Resource listener = Web.listener("web", 80, "web", "web");
        cloud.edit(
                listener.id(),
                old -> Resource.builder().from(old).owners(List.of()).build());
        Resource open = Resource.builder()
                .from(Web.lb("web"))
                .set(AwsLike.SCHEME, "internet-facing")
                .build();
        Plan plan = shop.wants("web", open, Web.pool("web", "a", "b"), listener)
                .adopts(listener.id())
                .plan(cloud);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.held()).containsExactly(Shop.key("web"));
        assertThat(codes(plan)).containsExactly("LB-CLD-030");
    }

    @Test
    @DisplayName("An adoption that cannot happen is told: nobody designs it, or it does not exist; unknown is neither")
    void pointless() {
        ResourceId nowhere = Web.pool("nowhere").id();
        cloud.planted(Web.pool("nowhere"));
        Plan plan = shop.adopts(nowhere, POOL).plan(cloud);
        assertThat(plan.findings())
                .extracting(finding -> finding.code() + " " + finding.about() + " " + finding.message())
                .containsExactly(
                        "LB-CLD-031 aws#TargetGroup/nowhere The object cannot be adopted: no Service designs it.",
                        "LB-CLD-031 aws#TargetGroup/web The object cannot be adopted: it does not exist.");
        assertThat(plan.findings()).noneMatch(finding -> finding.blocks());
        assertThat(plan.steps()).isNotEmpty().noneMatch(step -> step.resource().equals(nowhere));
        Observation blind = Observation.builder()
                .addUnread(new Unread(AwsLike.POOL.name(), Optional.of("web"), ErrorKind.STATE_UNKNOWN, "later"))
                .build();
        assertThat(codes(shop.adopts(POOL).plan(blind))).doesNotContain("LB-CLD-031");
    }

    @Test
    @DisplayName("What an adopted object has and nobody wants of it stays")
    void unmanaged() {
        Resource wanted = Shop.resource(AwsLike.GROUP, "group")
                .set(AwsLike.SOURCES, new TreeSet<>(List.of("10.0.0.0/8")))
                .build();
        cloud.planted(Resource.builder()
                .from(wanted)
                .set(AwsLike.SOURCES, new TreeSet<>(List.of("192.0.2.0/24")))
                .set(AwsLike.DESCRIPTION, "by hand")
                .build());
        assertThat(shop.wants("web", wanted)
                        .adopts(wanted.id())
                        .reconcile(cloud)
                        .incomplete())
                .isEmpty();
        Resource now = Shop.found(cloud, AwsLike.GROUP, "group").orElseThrow();
        assertThat(now.get(AwsLike.DESCRIPTION)).contains("by hand");
        assertThat(now.get(AwsLike.SOURCES).orElseThrow()).containsExactly("10.0.0.0/8");
    }
}
