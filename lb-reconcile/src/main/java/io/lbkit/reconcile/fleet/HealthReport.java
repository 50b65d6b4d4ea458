package io.lbkit.reconcile.fleet;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The health of the members of a pool: an immutable map whose hash is computed once. */
final class HealthReport extends AbstractMap<MemberKey, MemberHealth> {
    private final Map<MemberKey, MemberHealth> byMember;
    private final int hash;

    private HealthReport(Map<MemberKey, MemberHealth> byMember) {
        this.byMember = Collections.unmodifiableMap(byMember);
        this.hash = byMember.hashCode();
    }

    static HealthReport of(Map<MemberKey, MemberHealth> health) {
        return health instanceof HealthReport report ? report : new HealthReport(new TreeMap<>(health));
    }

    @Override
    public Set<Entry<MemberKey, MemberHealth>> entrySet() {
        return byMember.entrySet();
    }

    @Override
    public @Nullable MemberHealth get(@Nullable Object key) {
        return byMember.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return byMember.containsKey(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof HealthReport report
                ? hash == report.hash && byMember.equals(report.byMember)
                : super.equals(other);
    }

    /** {@return the hash of a map of the same entries} */
    @Override
    public int hashCode() {
        return hash;
    }
}
