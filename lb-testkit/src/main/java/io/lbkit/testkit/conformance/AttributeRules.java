package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.TestInfo;

/** Rules 4xx. */
abstract class AttributeRules extends Section {
    AttributeRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    /** An attribute of an object that has a value now, and another one that it can have. */
    private record Case(ResourceId id, Attribute<?> attribute, SpecValue other) {
        @Override
        public String toString() {
            return attribute + " of " + id;
        }
    }

    private List<Case> cases(TestInfo test, Predicate<Attribute<?>> which) {
        Plan plan = bench.apply("one Service", oneService());
        OtherValues values = new OtherValues(bench, harness, sample);
        List<Case> cases = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Resource wanted : plan.desired().resources()) {
            for (Attribute<?> attribute : wanted.kind().attributes()) {
                if (which.test(attribute) && wanted.spec().containsKey(attribute.name())) {
                    Optional<SpecValue> other = values.than(observed(wanted.id()), attribute);
                    other.ifPresent(value -> cases.add(new Case(wanted.id(), attribute, value)));
                    if (other.isEmpty()) {
                        unknown.add(wanted.id().kind() + " " + attribute + ": no other value is known");
                    }
                }
            }
        }
        notTested(test, unknown);
        return cases;
    }

    private static boolean inPlace(Attribute<?> attribute) {
        return attribute.mutability() == Mutability.IN_PLACE;
    }

    private Resource observed(ResourceId id) {
        Optional<Resource> found = bench.observe().actual().get(id);
        assertThat(found).as(id + " as observed").isPresent();
        return found.orElseThrow();
    }

    private SpecValue value(ResourceId id, Attribute<?> attribute) {
        return observed(id).spec().getOrDefault(attribute.name(), SpecValue.absent());
    }

    @Rule(id = "LBP-401", text = "Every attribute that was wanted is observed, as absent where it is not set")
    void wantedAttributesAreObserved() {
        Plan plan = bench.apply("one Service", oneService());

        for (Resource wanted : plan.desired().resources()) {
            List<String> comparable = wanted.kind().attributes().stream()
                    .filter(attribute -> attribute.mutability() == Mutability.IN_PLACE
                            || attribute.mutability() == Mutability.REPLACE)
                    .map(Attribute::name)
                    .filter(wanted.spec()::containsKey)
                    .toList();
            assertThat(observed(wanted.id()).spec().keySet())
                    .as("observed attributes of " + wanted.id())
                    .containsAll(comparable);
        }
    }

    @Rule(id = "LBP-402", text = "Every attribute that can change in place can be changed alone")
    void attributesChangeAlone(TestInfo test) {
        for (Case change : cases(test, AttributeRules::inPlace)) {
            SortedMap<ServiceKey, Design> designs = bench.designs(oneService());
            designs.replaceAll((service, design) -> changed(design, change));
            List<String> failures = bench.run("design with another " + change, bench.plan(oneService(), designs));

            assertThat(failures).as("changes that failed for " + change).isEmpty();
            assertThat(value(change.id(), change.attribute()))
                    .as(change.toString())
                    .isEqualTo(change.other());
            Bench.assertEmpty(bench.plan(oneService(), designs), "the plan after another " + change);
        }
    }

    private static Design changed(Design design, Case change) {
        return Design.builder()
                .from(design)
                .resources(design.resources().stream()
                        .map(resource -> resource.id().equals(change.id()) ? changed(resource, change) : resource)
                        .toList())
                .build();
    }

    private static Resource changed(Resource resource, Case change) {
        return Resource.builder()
                .from(resource)
                .putSpec(change.attribute().name(), change.other())
                .build();
    }

    @Rule(id = "LBP-403", text = "What a change does not name stays as it is")
    void unnamedAttributesStay(TestInfo test) {
        for (Case change : cases(test, AttributeRules::inPlace)) {
            SortedMap<ResourceId, String> before = others(change);
            writeDirectly(change);

            assertThat(others(change)).as("everything but " + change).isEqualTo(before);
        }
    }

    /** Every value of every object but the one that is changed, and the members. */
    private SortedMap<ResourceId, String> others(Case change) {
        SortedMap<ResourceId, String> values = new TreeMap<>();
        bench.ours().forEach(resource -> {
            SortedMap<String, Object> spec = new TreeMap<>(resource.spec());
            resource.kind().attributes().stream()
                    .filter(attribute -> attribute.mutability() == Mutability.COMPUTED)
                    .forEach(attribute -> spec.remove(attribute.name()));
            if (resource.id().equals(change.id())) {
                spec.remove(change.attribute().name());
            }
            values.put(resource.id(), spec + " " + resource.members() + " " + resource.owners());
        });
        return values;
    }

    private void writeDirectly(Case change) {
        Resource before = observed(change.id());
        SpecValue from = before.spec().getOrDefault(change.attribute().name(), SpecValue.absent());
        ChangeResult result = bench.changes(new Change.Update(
                        before,
                        changed(before, change),
                        List.of(AttributeChange.ofAttribute(change.attribute().name(), from, change.other()))))
                .results()
                .get(0);
        assertThat(result).as("result of the update of " + change).isInstanceOf(ChangeResult.Done.class);
    }

    @Rule(id = "LBP-404", text = "An edit of any attribute in the cloud is found, told from a new wish, and healed")
    void driftIsHealed(TestInfo test) {
        boolean behind = contract.canEditBehind();
        Predicate<Attribute<?>> editable =
                attribute -> inPlace(attribute) || (behind && attribute.mutability() == Mutability.REPLACE);
        for (Case drift : cases(test, editable)) {
            SpecValue before = value(drift.id(), drift.attribute());
            bench.note("edit in the cloud: " + drift + " is " + drift.other());
            if (behind) {
                harness.edit(observed(drift.id()), drift.attribute().name(), drift.other());
                harness.settle();
            } else {
                writeDirectly(drift);
            }
            Plan healing = bench.plan(oneService());
            assertThat(healing.steps())
                    .as("steps for " + drift + ", which somebody edited")
                    .anyMatch(step -> step.resource().equals(drift.id()));
            if (observed(drift.id()).applied().isPresent()) {
                assertThat(healing.steps())
                        .as("causes after the edit of " + drift)
                        .allMatch(step -> step.cause() == Cause.DRIFT);
            }
            bench.converge("healing of " + drift, oneService());
            assertThat(value(drift.id(), drift.attribute()))
                    .as(drift + ", healed")
                    .isEqualTo(before);
        }
    }
}
