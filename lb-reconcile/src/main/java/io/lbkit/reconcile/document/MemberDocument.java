package io.lbkit.reconcile.document;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Members as plain data. */
final class MemberDocument {
    private MemberDocument() {}

    static List<@Nullable Object> of(MemberSet members, OptionalInt poolPort) {
        return Fields.list(members.asList(), (Member member) -> of(member, poolPort));
    }

    private static Map<String, @Nullable Object> of(Member member, OptionalInt poolPort) {
        OptionalInt port = member.port().isPresent() ? member.port() : poolPort;
        Fields fields = new Fields()
                .put("id", member.id())
                .put("address", member.address().map(IpAddress::toString))
                .put("port", port.isPresent() ? port.getAsInt() : null)
                .put("zone", member.zone())
                .put("state", member.state().label())
                .put("weight", member.weight());
        member.routingId().ifPresent(routingId -> fields.put("routingId", routingId));
        return fields.done();
    }

    static MemberSet read(String at, @Nullable Object document) {
        List<Member> members = Fields.each(at, document, (place, item) -> member(place, Fields.object(place, item)));
        return Fields.parsed(at, () -> MemberSet.of(members));
    }

    private static Member member(String at, Map<?, ?> fields) {
        Member.Builder member = Member.builder().id(Fields.text(at + ".id", fields.get("id")));
        Fields.optionalText(at + ".address", fields.get("address"))
                .map(text -> Fields.parsed(at + ".address", () -> IpAddress.parse(text)))
                .ifPresent(member::address);
        if (fields.get("port") != null) {
            member.port(Fields.number(at + ".port", fields.get("port")));
        }
        member.zone(Fields.optionalText(at + ".zone", fields.get("zone")));
        member.routingId(Fields.optionalText(at + ".routingId", fields.get("routingId")));
        if (fields.get("state") != null) {
            member.state(Fields.constant(at + ".state", fields.get("state"), MemberState.values(), MemberState::label));
        }
        if (fields.get("weight") != null) {
            member.weight(Fields.number(at + ".weight", fields.get("weight")));
        }
        return Fields.within(at, member::build);
    }
}
