package io.lbkit.reconcile.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final Owner WEB = Shop.owner("web");
    private static final Owner OTHER = Shop.owner("other");
    private static final Owner THEIRS = new Owner("staging", WEB.service(), WEB.uid());
    private static final Owner REBORN = new Owner(WEB.cluster(), WEB.service(), Optional.of("another-uid"));
    private static final AttributeChange MARK =
            new AttributeChange(AttributeChange.OWNERS, SpecValue.absent(), SpecValue.absent());

    private static Resource of(Owner... owners) {
        return Resource.builder()
                .kind(StressKinds.SOFT)
                .name("x")
                .owners(List.of(owners))
                .build();
    }

    private static List<Change> changes() {
        return List.of(
                new Change.Create(of(WEB)),
                new Change.Update(of(WEB), of(WEB), List.of()),
                new Change.Delete(of(WEB)),
                new Change.AddMembers(of(WEB), MemberSet.empty()),
                new Change.RemoveMembers(of(WEB), MemberSet.empty()));
    }

    private static void assertAllowed(Change change, Owner... stored) {
        assertThatCode(() -> Ownership.require(change, List.of(stored)))
                .as(change + " of " + List.of(stored))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(Change change, Owner... stored) {
        assertThatThrownBy(() -> Ownership.require(change, List.of(stored)))
                .as(change + " of " + List.of(stored))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ErrorKind.ALREADY_EXISTS);
                    assertThat(e.resource()).contains(change.id());
                    assertThat(e.hint()).isPresent();
                });
    }

    @Test
    @DisplayName("What has an owner in common with the wish is ours, whatever its uid")
    void ours() {
        for (Change change : changes()) {
            assertAllowed(change, WEB);
            assertAllowed(change, REBORN);
            assertAllowed(change, OTHER, WEB);
        }
    }

    @Test
    @DisplayName("What is nobody's, another cluster's or another Service's is not touched")
    void theirs() {
        for (Change change : changes()) {
            assertRefused(change);
            assertRefused(change, THEIRS);
            assertRefused(change, OTHER);
        }
    }

    @Test
    @DisplayName("An adoption touches what still has the owners that were seen")
    void adoption() {
        Change.Update ofTheirs = new Change.Update(of(THEIRS), of(WEB), List.of(MARK));
        assertAllowed(ofTheirs, THEIRS);
        assertRefused(ofTheirs);
        assertRefused(ofTheirs, THEIRS, OTHER);
        assertAllowed(new Change.Update(of(), of(WEB), List.of(MARK)));
        assertRefused(new Change.Update(of(), of(WEB), List.of(MARK)), THEIRS);
        assertRefused(new Change.Update(of(THEIRS), of(WEB), List.of()), THEIRS);
    }
}
