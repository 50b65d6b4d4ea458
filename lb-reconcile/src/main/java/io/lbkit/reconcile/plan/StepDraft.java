package io.lbkit.reconcile.plan;

import io.lbkit.model.resource.Impact;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import java.util.List;

/** A step before it has its place in the order. */
record StepDraft(
        StepKey key, Action action, Change change, Cause cause, Impact impact, List<AttributeChange> attributes) {}
