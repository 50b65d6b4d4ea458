package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.Web;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a Service had that is gone is kept for a time. */
class OrphansTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final InMemoryProvider cloud = new InMemoryProvider(AwsLike.ALL);
    private Shop shop = new Shop();
    private Orphans orphans = Orphans.keptFor(HOUR);

    private static Resource shared() {
        return Shop.resource(AwsLike.GROUP, "shared")
                .set(AwsLike.SOURCES, new TreeSet<>(List.of("10.0.0.0/8")))
                .build();
    }

    @BeforeEach
    void exists() {
        shop.wants("web", Web.lb("web"), Web.pool("web", "a"), shared()).wants("api", shared());
        assertThat(shop.reconcile(cloud).incomplete()).isEmpty();
    }

    /** The next plan, some minutes after the start. */
    private Plan after(int minutes) {
        orphans = orphans.seen(shop.cluster(), cloud.observe(), Shop.CLUSTER, START.plus(Duration.ofMinutes(minutes)));
        return shop.orphans(orphans).plan(cloud);
    }

    private void listing(Coverage coverage) {
        shop.cluster(all -> all.covering(ObjectType.SERVICE, coverage));
    }

    private static List<String> told(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.cause() + " " + step.action().label() + " " + step.resource())
                .toList();
    }

    @Test
    @DisplayName("It is kept until the period is over, to the moment, and then goes as orphaned")
    void period() {
        assertThat(after(0).isEmpty()).isTrue();
        shop.gone("web");
        for (int minutes : new int[] {10, 40, 69}) {
            Plan plan = after(minutes);
            assertThat(plan.isEmpty()).isTrue();
            assertThat(plan.held()).isEmpty();
            assertThat(plan.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.code().text()).isEqualTo("LB-CLD-032");
                assertThat(finding.severity()).isEqualTo(Severity.INFO);
                assertThat(finding.service()).contains("shop/web");
                assertThat(finding.message())
                        .isEqualTo("The Service is gone; what it had is kept until 2026-01-01T01:10:00Z.");
                assertThat(finding.evidence()).hasSize(3);
            });
        }
        Plan plan = after(70);
        assertThat(plan.findings()).isEmpty();
        assertThat(told(plan)).contains("ORPHANED delete aws#LoadBalancer/web", "ORPHANED delete aws#TargetGroup/web");
        assertThat(told(plan)).noneMatch(step -> step.contains("delete aws#SecurityGroup/shared"));
    }

    @Test
    @DisplayName("Without a period it goes at once, where the listing is complete")
    void noPeriod() {
        shop.gone("web");
        assertThat(shop.plan(cloud).steps()).isNotEmpty();
        orphans = Orphans.keptFor(Duration.ZERO);
        assertThat(after(0).steps()).isNotEmpty();
        assertThat(after(0).findings()).isEmpty();
    }

    @Test
    @DisplayName("An incomplete listing starts no period, ends none and deletes nothing, however late")
    void incomplete() {
        shop.gone("web");
        listing(Coverage.PARTIAL);
        assertThat(after(0).isEmpty()).isTrue();
        assertThat(orphans.missingSince()).isEmpty();
        listing(Coverage.COMPLETE);
        assertThat(after(30).findings()).hasSize(1);
        listing(Coverage.PARTIAL);
        assertThat(after(600).isEmpty()).isTrue();
        assertThat(orphans.missingSince())
                .containsOnlyKeys(Shop.key("web"))
                .containsValue(START.plus(Duration.ofMinutes(30)));
        listing(Coverage.COMPLETE);
        assertThat(after(601).steps()).isNotEmpty();
    }

    @Test
    @DisplayName("A Service that comes back is forgotten: the next time it is missing starts anew")
    void back() {
        shop.gone("web");
        after(0);
        shop.wants("web", Web.lb("web"), Web.pool("web", "a"), shared());
        assertThat(after(50).isEmpty()).isTrue();
        assertThat(orphans.missingSince()).isEmpty();
        shop.gone("web");
        assertThat(after(70).isEmpty()).isTrue();
        assertThat(after(129).isEmpty()).isTrue();
        assertThat(after(130).steps()).isNotEmpty();
    }

    @Test
    @DisplayName("What it shares keeps its mark and its values while it is kept")
    void shares() {
        shop.gone("web")
                .wants(
                        "api",
                        Shop.resource(AwsLike.GROUP, "shared")
                                .set(AwsLike.SOURCES, new TreeSet<>(List.of("192.0.2.0/24")))
                                .build());
        shop.orphans(orphans);
        assertThat(told(after(0))).containsExactly("SPEC_CHANGED update aws#SecurityGroup/shared");
        assertThat(shop.reconcile(cloud).incomplete()).isEmpty();
        Resource group = Shop.found(cloud, AwsLike.GROUP, "shared").orElseThrow();
        assertThat(group.owners()).contains(Shop.owner("web"), Shop.owner("api"));
        assertThat(group.get(AwsLike.SOURCES).orElseThrow()).containsExactly("10.0.0.0/8", "192.0.2.0/24");
        after(60);
        assertThat(shop.reconcile(cloud).incomplete()).isEmpty();
        group = Shop.found(cloud, AwsLike.GROUP, "shared").orElseThrow();
        assertThat(group.owners()).containsExactly(Shop.owner("api"));
        assertThat(group.get(AwsLike.SOURCES).orElseThrow()).containsExactly("192.0.2.0/24");
        assertThat(Shop.found(cloud, AwsLike.LB, "web")).isEmpty();
    }

    @Test
    @DisplayName("A Service that is there and wants no load balancer any more is no orphan")
    void wantsNone() {
        Service cluster = Service.builder()
                .from(Shop.service("web"))
                .type(ServiceType.CLUSTER_IP)
                .build();
        shop.gone("web").with(cluster);
        assertThat(told(after(0))).contains("ORPHANED delete aws#LoadBalancer/web");
        assertThat(orphans.missingSince()).isEmpty();
    }

    @Test
    @DisplayName("Marks of other clusters are not looked at; a period is not negative")
    void others() {
        shop.gone("web");
        orphans = orphans.seen(shop.cluster(), cloud.observe(), "test", START);
        assertThat(orphans.missingSince()).isEmpty();
        assertThatThrownBy(() -> Orphans.keptFor(Duration.ofSeconds(-1)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("grace");
    }
}
