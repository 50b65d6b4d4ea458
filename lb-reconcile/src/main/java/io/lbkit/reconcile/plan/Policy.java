package io.lbkit.reconcile.plan;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How much of a finished plan is carried out. */
public enum Policy {
    /** All of it. */
    SYNC,
    /** Nothing leaves: objects are made and changed, none is deleted, no member is deregistered. */
    UPSERT_ONLY,
    /** Nothing that exists is touched: objects are made, and filled. */
    CREATE_ONLY,
    /** Nothing. */
    DRY_RUN;

    /** {@return the name used in text and JSON, for example {@code upsert-only}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a label.
     *
     * @param text the label
     * @return the policy
     * @throws InvalidValueException if there is no such policy; the message names those there are
     */
    public static Policy parse(String text) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        "policy",
                        text,
                        "known are "
                                + Arrays.stream(values()).map(Policy::label).collect(Collectors.joining(", "))));
    }

    /**
     * {@return what the policy lets through, without what needs the rest}
     *
     * @param plan a plan
     */
    public Plan filter(Plan plan) {
        return switch (this) {
            case SYNC -> plan;
            case UPSERT_ONLY -> plan.keeping(step -> !leaves(step) && isWanted(plan, step));
            case CREATE_ONLY -> createOnly(plan);
            case DRY_RUN -> plan.keeping(step -> false);
        };
    }

    private static boolean leaves(Step step) {
        return step.action() == Action.DELETE || step.action() == Action.REMOVE_MEMBERS;
    }

    /** A hold is made only for the sake of a deletion. */
    private static boolean isWanted(Plan plan, Step step) {
        return plan.desired().get(step.resource()).isPresent();
    }

    private static Plan createOnly(Plan plan) {
        Set<ResourceId> made = new HashSet<>();
        for (Step step : plan.steps()) {
            if (step.action() == Action.CREATE) {
                made.add(step.resource());
            }
        }
        return plan.keeping(step -> isWanted(plan, step)
                && (step.action() == Action.CREATE
                        || (step.action() == Action.ADD_MEMBERS && made.contains(step.resource()))));
    }
}
