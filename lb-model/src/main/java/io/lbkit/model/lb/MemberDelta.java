package io.lbkit.model.lb;

/**
 * The difference of two sets of members by element.
 *
 * @param added members that are new
 * @param changed members that stay, in their new form: another weight, zone, address, state or routing id
 * @param removed members that go
 */
public record MemberDelta(MemberSet added, MemberSet changed, MemberSet removed) {
    /** No difference. */
    public static final MemberDelta NONE = new MemberDelta(MemberSet.empty(), MemberSet.empty(), MemberSet.empty());

    /** {@return whether there is no difference} */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** {@return what to register: new members and changed ones in their new form} */
    public MemberSet registered() {
        return added.with(changed);
    }
}
