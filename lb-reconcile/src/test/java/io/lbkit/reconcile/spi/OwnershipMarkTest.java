package io.lbkit.reconcile.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OwnershipMarkTest {
    private static final Owner WEB = new Owner("prod", Optional.of(ServiceKey.of("shop", "web")), Optional.of("6d1c"));
    private static final Fingerprint SPEC = Fingerprint.of("spec");
    private static final Fingerprint MEMBERS = Fingerprint.of("members");

    private static OwnershipMark mark(Optional<Applied> applied, Owner... owners) {
        return new OwnershipMark(new TreeSet<>(List.of(owners)), applied);
    }

    @Example
    @Label("A mark of usual names reads as they are written")
    void text() {
        Applied applied = new Applied(SPEC, Optional.of(MEMBERS), "2");

        assertThat(mark(Optional.of(applied), WEB, Owner.ofCluster("prod")).text())
                .isEqualTo("owner=prod owner=prod/shop/web@6d1c applied=" + SPEC + ",2 members=" + MEMBERS);
        assertThat(mark(Optional.empty()).text()).isEmpty();
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars(" \t\n,/@=+%:#*.-_aZ9\u00e9\u20ac\u0000")
                .ofMinLength(1)
                .ofMaxLength(8);
    }

    @Provide
    Arbitrary<Owner> owners() {
        Arbitrary<String> parts = names().map(name -> name.replace('/', '.'));
        Arbitrary<Owner> services = Combinators.combine(
                        names(), parts, parts, names().optional(), Arbitraries.of(true, false))
                .as((cluster, namespace, name, uid, empty) -> new Owner(
                        cluster, Optional.of(ServiceKey.of(namespace, name)), empty ? uid.map(id -> "") : uid));
        return Arbitraries.oneOf(services, names().map(Owner::ofCluster));
    }

    @Provide
    Arbitrary<Optional<Applied>> applied() {
        Arbitrary<Fingerprint> fingerprints = Arbitraries.strings().map(Fingerprint::of);
        return Combinators.combine(fingerprints, fingerprints.optional(), names())
                .as(Applied::new)
                .optional();
    }

    @Property
    @Label("Whatever the names are, a mark is one line and comes back as it was written")
    void roundTrip(@ForAll("ownerSets") Set<Owner> owners, @ForAll("applied") Optional<Applied> applied) {
        OwnershipMark mark = new OwnershipMark(new TreeSet<>(owners), applied);

        assertThat(mark.text()).matches("[!-~ ]*").doesNotContain("#");
        assertThat(OwnershipMark.parse(mark.text())).isEqualTo(mark);
    }

    @Provide
    Arbitrary<Set<Owner>> ownerSets() {
        return owners().set().ofMaxSize(3);
    }

    @Property
    @Label("A text that somebody garbled proves nothing, and reading it never fails")
    void garbled(@ForAll("ownerSets") Set<Owner> owners, @ForAll("garbage") String garbage) {
        String text = new OwnershipMark(new TreeSet<>(owners), Optional.empty()).text();

        assertThat(OwnershipMark.parse(text + " " + garbage).owners()).isEmpty();
        assertThat(OwnershipMark.parse(garbage).owners()).isEmpty();
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.of(
                "owner=",
                "owner=/shop/web",
                "owner=prod/shop",
                "owner=prod/shop/",
                "owner=prod/shop/web@a@b",
                "owner=prod/shop/web/more",
                "owner=prod/a%2Fb/web",
                "owner=prod/shop/%zz",
                "applied=" + SPEC,
                "applied=123,1",
                "members=",
                "members=" + SPEC.hex().toUpperCase(Locale.ROOT),
                "written by hand");
    }
}
