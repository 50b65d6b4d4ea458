package io.lbkit.diagnose.evidence;

import io.lbkit.model.lb.CheckTiming;
import io.lbkit.model.resource.ResourceId;

/**
 * A health check as the cloud has it.
 *
 * @param object the object that says it
 * @param timing how soon it notices that a member fails
 */
public record ObservedCheck(ResourceId object, CheckTiming timing) {}
