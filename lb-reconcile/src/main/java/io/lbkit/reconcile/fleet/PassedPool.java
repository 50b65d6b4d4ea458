package io.lbkit.reconcile.fleet;

import io.lbkit.model.resource.ResourceId;

/**
 * An existing pool whose wanted members are a set of nodes, passed through.
 *
 * @param id the pool
 * @param members its members, one instance for all pools that have the same
 */
record PassedPool(ResourceId id, PassedMembers members) {}
