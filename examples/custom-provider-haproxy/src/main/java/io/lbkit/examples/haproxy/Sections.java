package io.lbkit.examples.haproxy;

import io.lbkit.examples.haproxy.client.HaproxyConfig;
import io.lbkit.examples.haproxy.client.HaproxyState;
import io.lbkit.examples.haproxy.client.Section;
import io.lbkit.examples.haproxy.client.Server;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.OwnershipMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The translation between sections of the file and resources of the engine. Pure. */
final class Sections {
    private static final String PREFIX = "haproxy#";

    private Sections() {}

    static String header(ResourceId id) {
        return id.kind().substring(PREFIX.length()) + " " + id.name();
    }

    // docs: read
    /** Every section of our kinds, whoever it belongs to. */
    static ResourceGraph resources(HaproxyState state) {
        List<Resource> resources = new ArrayList<>();
        for (Section section : state.config().sections()) {
            String[] words = section.header().split(" ", 2);
            for (ResourceKind kind : HaproxyKinds.all()) {
                if (words.length == 2 && kind.name().equals(PREFIX + words[0])) {
                    resources.add(resource(kind, words[1], section, state));
                }
            }
        }
        return ResourceGraph.of(resources);
    }

    private static Resource resource(ResourceKind kind, String name, Section section, HaproxyState state) {
        OwnershipMark mark = OwnershipMark.parse(section.mark());
        Resource.Builder resource = Resource.builder()
                .kind(kind)
                .name(name)
                .owners(mark.owners())
                .applied(mark.applied())
                .members(kind.members().map(schema -> members(state.servers(name))));
        section.values("use_backend").forEach(use -> resource.addAfter(backend(use)));
        kind.attributes().forEach(attribute -> resource.putSpec(attribute.name(), value(section, attribute)));
        return resource.set(HaproxyKinds.LOADED, state.loaded()).build();
    }

    private static SpecValue value(Section section, Attribute<?> attribute) {
        List<String> values = section.values(attribute.name());
        if (values.isEmpty()) {
            return SpecValue.absent();
        }
        return attribute.equals(HaproxyKinds.DEFAULT_BACKEND)
                ? new SpecValue.Ref(backend(values.get(0)))
                : SpecValue.of(String.join("\n", values));
    }

    private static ResourceId backend(String words) {
        return new ResourceId(HaproxyKinds.BACKEND.name(), words.split(" ", 2)[0]);
    }
    // docs: end

    // docs: write
    /** The file with the objects that changed; those that are gone leave it. */
    static HaproxyConfig edited(HaproxyConfig config, Map<ResourceId, Optional<Resource>> objects) {
        HaproxyConfig edited = config;
        for (var object : objects.entrySet()) {
            String header = header(object.getKey());
            Section present = config.section(header).orElse(Section.of(header));
            edited = edited.with(header, object.getValue().map(resource -> written(present, resource)));
        }
        return edited;
    }

    /** The section with the attributes and members of a resource. Lines about anything else stay as they are. */
    private static Section written(Section present, Resource resource) {
        Section section = present.marked(OwnershipMark.of(resource).text());
        for (var attribute : resource.spec().entrySet()) {
            if (!attribute.getKey().equals(HaproxyKinds.LOADED.name())) {
                section = section.with(attribute.getKey(), values(attribute.getValue()));
            }
        }
        List<String> servers = new ArrayList<>();
        resource.members().ifPresent(members -> members.forEach(member -> servers.add(server(member))));
        return section.with("server", servers);
    }

    private static List<String> values(SpecValue value) {
        if (value instanceof SpecValue.Ref ref) {
            return List.of(ref.target().name());
        }
        return value instanceof SpecValue.Text text ? List.of(text.value().split("\n", -1)) : List.of();
    }
    // docs: end

    // docs: members
    /** The name of a server tells which member it is. Who drains gets no share of new connections. */
    private static String server(Member member) {
        int port = member.port().orElseThrow();
        int weight = member.state() == MemberState.DRAINING ? 0 : Math.min(member.weight(), 256);
        return member.id() + "_" + port + " " + Server.settings(member.address().orElseThrow(), port, weight);
    }

    private static Member member(Server server) {
        Member.Builder member = Member.builder()
                .id(server.name().replaceFirst("(?<=.)_" + server.port() + "$", ""))
                .port(server.port())
                .address(server.address());
        return server.weight() == 0
                ? member.state(MemberState.DRAINING).build()
                : member.weight(server.weight()).build();
    }

    /** A server that was taken out is no member any more, even while it keeps connections. */
    private static MemberSet members(List<Server> servers) {
        Map<MemberKey, Member> members = new TreeMap<>();
        servers.stream()
                .filter(server -> !server.isOut())
                .map(Sections::member)
                .forEach(member -> members.put(member.key(), member));
        return MemberSet.of(members.values());
    }

    /** It is told of while it keeps them. */
    static Map<MemberKey, MemberHealth> health(List<Server> servers) {
        Map<MemberKey, MemberHealth> health = new TreeMap<>();
        servers.stream()
                .filter(server -> !server.isOut() || server.connections() > 0)
                .forEach(server -> health.put(member(server).key(), server.health()));
        return health;
    }
    // docs: end
}
