package io.lbkit.model.lb;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.finding.InvalidValueException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a pool: an immutable set sorted by key, with a fingerprint. Sets may be shared by any number of pools;
 * comparing a set with itself costs nothing, comparing two others one pass over both. Safe for use by many threads.
 */
public final class MemberSet implements Iterable<Member> {
    private static final MemberSet EMPTY = new MemberSet(new Member[0]);

    private static final Comparator<Member> PREFERENCE = Comparator.comparing(Member::state)
            .thenComparing(Comparator.comparingInt(Member::weight).reversed())
            .thenComparing(Member::toString);

    private final Member[] members;
    private final int hash;
    private volatile @Nullable Fingerprint fingerprint;

    private MemberSet(Member[] members) {
        this.members = members;
        this.hash = Arrays.hashCode(members);
    }

    /** {@return the set without a member} */
    public static MemberSet empty() {
        return EMPTY;
    }

    /**
     * A set of members.
     *
     * @param members in any order
     * @return the set
     * @throws InvalidValueException if two different members have the same key
     */
    public static MemberSet of(Collection<Member> members) {
        Member[] sorted = members.toArray(Member[]::new);
        Arrays.sort(sorted);
        List<Member> distinct = new ArrayList<>(sorted.length);
        for (Member member : sorted) {
            Member last = distinct.isEmpty() ? null : distinct.get(distinct.size() - 1);
            if (last == null || last.compareTo(member) != 0) {
                distinct.add(member);
            } else if (!last.equals(member)) {
                throw InvalidValueException.of("members", member.key(), "a member appears once");
            }
        }
        return distinct.isEmpty() ? EMPTY : new MemberSet(distinct.toArray(Member[]::new));
    }

    /**
     * A set of members.
     *
     * @param members in any order
     * @return the set
     * @throws InvalidValueException if two different members have the same key
     */
    public static MemberSet of(Member... members) {
        return of(Arrays.asList(members));
    }

    /** {@return how many members there are} */
    public int size() {
        return members.length;
    }

    /** {@return whether there is none} */
    public boolean isEmpty() {
        return members.length == 0;
    }

    /**
     * {@return the member of a key}
     *
     * @param key the key
     */
    public Optional<Member> get(MemberKey key) {
        int low = 0;
        int high = members.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = members[middle].key().compareTo(key);
            if (order == 0) {
                return Optional.of(members[middle]);
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /**
     * {@return this set with other members added; on equal keys the other member wins}
     *
     * @param others the members to add
     */
    public MemberSet with(MemberSet others) {
        if (others.isEmpty() || others.equals(this)) {
            return this;
        }
        List<Member> merged = new ArrayList<>(members.length + others.members.length);
        merge(this, others, (mine, theirs) -> {
            Member winner = theirs == null ? mine : theirs;
            if (winner != null) {
                merged.add(winner);
            }
        });
        return new MemberSet(merged.toArray(Member[]::new));
    }

    /**
     * The union of two sets, the same in either order: of two members with equal keys the active one stays, then the one with
     * the greater weight.
     *
     * @param others the other set
     * @return the union
     */
    public MemberSet union(MemberSet others) {
        if (others.isEmpty() || others.equals(this)) {
            return this;
        }
        List<Member> merged = new ArrayList<>(members.length + others.members.length);
        merge(this, others, (mine, theirs) -> {
            if (mine == null || theirs == null) {
                merged.add(mine == null ? Objects.requireNonNull(theirs) : mine);
            } else {
                merged.add(PREFERENCE.compare(mine, theirs) <= 0 ? mine : theirs);
            }
        });
        return new MemberSet(merged.toArray(Member[]::new));
    }

    /**
     * {@return this set without the members whose keys another set has}
     *
     * @param others the members to leave out
     */
    public MemberSet without(MemberSet others) {
        if (others.isEmpty()) {
            return this;
        }
        List<Member> left = new ArrayList<>(members.length);
        merge(this, others, (mine, theirs) -> {
            if (mine != null && theirs == null) {
                left.add(mine);
            }
        });
        return left.isEmpty() ? EMPTY : new MemberSet(left.toArray(Member[]::new));
    }

    /**
     * What has to happen to this set to make it another one.
     *
     * @param target the other set
     * @return the difference by element; {@link MemberDelta#isEmpty() empty} if both sets are equal
     */
    public MemberDelta to(MemberSet target) {
        if (equals(target)) {
            return MemberDelta.NONE;
        }
        List<Member> added = new ArrayList<>();
        List<Member> changed = new ArrayList<>();
        List<Member> removed = new ArrayList<>();
        merge(this, target, (mine, theirs) -> {
            if (mine == null && theirs != null) {
                added.add(theirs);
            } else if (theirs == null && mine != null) {
                removed.add(mine);
            } else if (theirs != null && !theirs.equals(mine)) {
                changed.add(theirs);
            }
        });
        return new MemberDelta(of(added), of(changed), of(removed));
    }

    @FunctionalInterface
    private interface Pairing {
        void accept(@Nullable Member mine, @Nullable Member theirs);
    }

    private static void merge(MemberSet one, MemberSet other, Pairing pairing) {
        int i = 0;
        int j = 0;
        while (i < one.members.length || j < other.members.length) {
            int order = i == one.members.length
                    ? 1
                    : j == other.members.length ? -1 : one.members[i].compareTo(other.members[j]);
            Member mine = order <= 0 ? one.members[i++] : null;
            Member theirs = order >= 0 ? other.members[j++] : null;
            pairing.accept(mine, theirs);
        }
    }

    /** {@return the members in key order, as a view} */
    public List<Member> asList() {
        return new AbstractList<>() {
            @Override
            public Member get(int index) {
                return members[index];
            }

            @Override
            public int size() {
                return members.length;
            }
        };
    }

    /** {@return the fingerprint, computed on first use} */
    public Fingerprint fingerprint() {
        Fingerprint known = fingerprint;
        if (known == null) {
            StringBuilder text = new StringBuilder();
            for (Member member : members) {
                append(text, Optional.of(member.id()));
                text.append(member.port().orElse(0)).append('|');
                append(text, member.address().map(Object::toString));
                append(text, member.zone());
                text.append(member.weight()).append('|');
                text.append(member.state().label());
                member.routingId().ifPresent(routingId -> append(text.append('|'), Optional.of(routingId)));
                text.append('\n');
            }
            known = Fingerprint.of(text.toString());
            fingerprint = known;
        }
        return known;
    }

    /** The length tells where a text ends, whatever it contains; nothing is not the same as the empty text. */
    private static void append(StringBuilder line, Optional<String> text) {
        text.ifPresent(value -> line.append(value.length()).append(':').append(value));
        line.append('|');
    }

    @Override
    public Iterator<Member> iterator() {
        return asList().iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof MemberSet set && hash == set.hash && Arrays.equals(members, set.members));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return asList().stream().map(Member::key).toList().toString();
    }
}
