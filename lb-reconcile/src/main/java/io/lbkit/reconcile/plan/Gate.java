package io.lbkit.reconcile.plan;

import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a step waits for after the steps before it are done. A gate that does not open in time keeps its step, and what needs
 * that step, from being carried out: what exists stays.
 */
public sealed interface Gate {
    /** {@return the pool that is watched} */
    ResourceId pool();

    /** {@return what it waits for, in words that follow "waits until"} */
    String words();

    /**
     * Members of a pool are healthy. Those that the load balancer does not report on are waited for; those that have left the
     * pool meanwhile are not.
     *
     * @param pool the pool that is watched
     * @param members who has to be healthy
     */
    record MembersHealthy(ResourceId pool, SortedSet<MemberKey> members) implements Gate {
        /**
         * Copies the set.
         *
         * @param pool the pool that is watched
         * @param members who has to be healthy
         */
        public MembersHealthy {
            members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
        }

        @Override
        public String words() {
            return members.size() == 1
                    ? members.first() + " is healthy in " + pool
                    : members.size() + " members are healthy in " + pool;
        }
    }

    /**
     * No member of a pool is draining any more.
     *
     * @param pool the pool that is watched
     */
    record Drained(ResourceId pool) implements Gate {
        @Override
        public String words() {
            return "no member of " + pool + " is draining";
        }
    }
}
