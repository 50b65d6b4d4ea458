package io.lbkit.testkit.jqwik;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Replacement;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.Role;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Kinds with made-up schemas. */
final class Schemas {
    private Schemas() {}

    static Arbitrary<ResourceKind> kinds() {
        return Builders.withBuilder(ResourceKind::builder)
                .use(Arbitraries.of("made-up/Balancer", "made-up/Pool", "made-up/Rule"))
                .in(ResourceKind.Builder::name)
                .use(Arbitraries.of(Role.class))
                .in(ResourceKind.Builder::role)
                .use(attributes().list().uniqueElements(Attribute::name).ofMaxSize(4))
                .in((kind, attributes) -> kind.addAllAttributes(attributes))
                .use(Choices.seldom(memberSchemas()))
                .in((kind, members) -> kind.members(members))
                .use(Arbitraries.of(Replacement.class))
                .in(ResourceKind.Builder::replacement)
                .use(Arbitraries.of(Batching.class))
                .in(ResourceKind.Builder::batching)
                .use(Arbitraries.of(Impact.class))
                .in(ResourceKind.Builder::deleteImpact)
                .build(ResourceKind.Builder::build);
    }

    private static Arbitrary<MemberSchema> memberSchemas() {
        return Arbitraries.of(1, 10, 1000)
                .map(most -> MemberSchema.builder().maxPerCall(most).build());
    }

    static Arbitrary<Attribute<?>> attributes() {
        return Combinators.combine(
                        Arbitraries.of("alpha", "beta", "gamma", "delta.nested"),
                        Arbitraries.of(List.<Form>of(
                                Attribute::text,
                                Attribute::integer,
                                Attribute::flag,
                                Attribute::texts,
                                Attribute::textSet,
                                Attribute::textMap,
                                Attribute::reference,
                                Attribute::tree)),
                        Arbitraries.of(Mutability.class),
                        Arbitraries.of(Impact.class))
                .as((name, form, mutability, impact) ->
                        changeable(form.attribute(name), mutability).impact(impact));
    }

    @FunctionalInterface
    private interface Form {
        Attribute<?> attribute(String name);
    }

    private static Attribute<?> changeable(Attribute<?> attribute, Mutability mutability) {
        return switch (mutability) {
            case IN_PLACE -> attribute;
            case REPLACE -> attribute.replaceOnChange();
            case WRITE_ONCE -> attribute.writeOnce();
            case COMPUTED -> attribute.computed();
        };
    }
}
