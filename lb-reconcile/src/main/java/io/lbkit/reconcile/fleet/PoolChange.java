package io.lbkit.reconcile.fleet;

import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.resource.ResourceId;

/**
 * How the members of one pool change. Pools that go from equal sets to equal sets share one delta.
 *
 * @param pool the pool
 * @param members who comes, changes and leaves
 */
public record PoolChange(ResourceId pool, MemberDelta members) {}
