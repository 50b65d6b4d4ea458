package io.lbkit.examples.haproxy;

import io.lbkit.examples.haproxy.client.HaproxyConfig;
import io.lbkit.examples.haproxy.client.Section;
import io.lbkit.examples.haproxy.client.Server;
import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The translation between sections of the file and resources of the engine. Pure. */
final class Sections {
    private static final Pattern MARK = Pattern.compile("owner=(?<cluster>\\S+)/(?<service>[^/ ]+/[^/@ ]+)@(?<uid>\\S*)"
            + "(?: applied=(?<spec>[0-9a-f]{32}),(?<members>[0-9a-f]{32})?,(?<version>\\S+))?");

    private Sections() {}

    static String header(Resource resource) {
        return resource.kind().name().substring("haproxy#".length()) + " " + resource.name();
    }

    // docs: mark
    /** The proof of ownership, and what was applied last, as a comment above the section. */
    private static String mark(Resource wanted, Optional<Fingerprint> members) {
        Owner owner = wanted.owners().first();
        String mark = "owner=" + owner.cluster() + "/" + owner.service().orElseThrow() + "@"
                + owner.uid().orElse("");
        return mark
                + wanted.applied()
                        .map(applied -> " applied=" + applied.spec() + ","
                                + members.map(Fingerprint::hex).orElse("") + "," + applied.designVersion())
                        .orElse("");
    }

    private static void readMark(Section section, Resource.Builder resource) {
        Matcher mark = MARK.matcher(section.mark());
        if (mark.matches()) {
            String[] service = mark.group("service").split("/", 2);
            Optional<String> uid = Optional.of(mark.group("uid")).filter(text -> !text.isEmpty());
            resource.addOwner(
                    new Owner(mark.group("cluster"), Optional.of(ServiceKey.of(service[0], service[1])), uid));
            resource.applied(Optional.ofNullable(mark.group("spec"))
                    .map(spec -> new Applied(
                            new Fingerprint(spec),
                            Optional.ofNullable(mark.group("members")).map(Fingerprint::new),
                            mark.group("version"))));
        }
    }
    // docs: end

    /** The section as the engine sees it, without members: only the running process knows those. */
    static Optional<Resource> resource(Section section, boolean loaded) {
        String[] words = section.header().split(" ", 2);
        return HaproxyKinds.all().stream()
                .filter(kind -> words.length == 2 && kind.name().equals("haproxy#" + words[0]))
                .findFirst()
                .map(kind -> resource(kind, words[1], section)
                        .set(HaproxyKinds.LOADED, loaded)
                        .build());
    }

    private static Resource.Builder resource(ResourceKind kind, String name, Section section) {
        Resource.Builder resource = Resource.builder().kind(kind).name(name);
        readMark(section, resource);
        for (Attribute<?> attribute : kind.attributes()) {
            SpecValue value = section.value(attribute.name())
                    .map(text -> attribute.equals(HaproxyKinds.DEFAULT_BACKEND)
                            ? new SpecValue.Ref(new ResourceId(HaproxyKinds.BACKEND.name(), text))
                            : SpecValue.of(text))
                    .orElse(SpecValue.absent());
            resource.putSpec(attribute.name(), value);
        }
        return resource;
    }

    // docs: edits
    /** What a change makes of the file. */
    static HaproxyConfig edited(HaproxyConfig config, Change change) {
        Resource wanted = change.resource();
        Optional<Section> present = config.section(header(wanted));
        Optional<Resource> existing = present.flatMap(section -> resource(section, true));
        existing.ifPresent(found -> requireOurs(found, change));
        if (change instanceof Change.Delete) {
            if (wanted.kind().equals(HaproxyKinds.BACKEND) && config.uses(wanted.name())) {
                throw new ProviderException(ErrorKind.IN_USE, wanted.id() + " is used by another section");
            }
            return config.without(header(wanted));
        } else if (change instanceof Change.Create) {
            Section section = present.orElseGet(() -> Section.of(mark(wanted, Optional.empty()), header(wanted)));
            for (var value : wanted.spec().entrySet()) {
                section = with(section, value.getKey(), value.getValue());
            }
            if (present.isPresent() && !present.get().equals(section)) {
                throw new ProviderException(ErrorKind.ALREADY_EXISTS, wanted.id() + " exists with other values");
            }
            return config.with(section);
        }
        Section section = present.orElseThrow(
                () -> new ProviderException(ErrorKind.NOT_FOUND, wanted.id() + " is not in the configuration"));
        Optional<Applied> applied = existing.flatMap(Resource::applied);
        return config.with(edited(section, change, applied.flatMap(Applied::members)));
    }

    private static Section edited(Section section, Change change, Optional<Fingerprint> members) {
        Section edited = section;
        if (change instanceof Change.Update update) {
            for (AttributeChange attribute : update.attributes()) {
                edited = attribute.isAttribute() ? with(edited, attribute.attribute(), attribute.to()) : edited;
            }
            return edited.marked(mark(change.resource(), members));
        } else if (change instanceof Change.AddMembers add) {
            for (Member member : add.members()) {
                edited = edited.with("server " + name(member), Optional.of(settings(member)));
            }
        } else if (change instanceof Change.RemoveMembers remove) {
            for (Member member : remove.members()) {
                edited = edited.with("server " + name(member), Optional.empty());
            }
        }
        return withMembersMark(edited, change.resource().applied().flatMap(Applied::members));
    }
    // docs: end

    /** The rest of the mark stays as it is stored. */
    private static Section withMembersMark(Section section, Optional<Fingerprint> members) {
        return members.map(print -> section.marked(section.mark().replaceFirst(",[0-9a-f]*,", "," + print.hex() + ",")))
                .orElse(section);
    }

    private static Section with(Section section, String keyword, SpecValue value) {
        if (keyword.equals(HaproxyKinds.LOADED.name())) {
            return section;
        }
        Optional<String> text = value instanceof SpecValue.Ref ref
                ? Optional.of(ref.target().name())
                : Optional.ofNullable(value.toPlain()).map(Object::toString);
        return section.with(keyword, text);
    }

    /** The mark is read again before each write: it may be gone since the observation. */
    private static void requireOurs(Resource found, Change change) {
        boolean ours = change.resource().owners().stream()
                .anyMatch(owner -> found.owners().stream()
                        .anyMatch(other -> other.cluster().equals(owner.cluster())));
        if (!ours) {
            ErrorKind kind = change instanceof Change.Create ? ErrorKind.ALREADY_EXISTS : ErrorKind.PERMISSION;
            throw new ProviderException(kind, change.id() + " is not marked as ours")
                    .hint("Rename the section, or delete it.");
        }
    }

    /** A server's name tells which member it is. */
    static String name(Member member) {
        return member.id() + (member.port().isPresent() ? "_" + member.port().getAsInt() : "");
    }

    /** Who drains gets no share of new connections. */
    static int weight(Member member) {
        return member.state() == MemberState.DRAINING ? 0 : Math.min(member.weight(), 256);
    }

    static String settings(Member member) {
        return member.address().orElseThrow() + ":" + member.port().orElseThrow() + " weight " + weight(member);
    }

    static Member member(Server server) {
        String suffix = "_" + server.port();
        Member.Builder member = Member.builder().id(server.name());
        if (server.name().lastIndexOf(suffix) > 0 && server.name().endsWith(suffix)) {
            String id = server.name().substring(0, server.name().length() - suffix.length());
            member.id(id).port(server.port());
        }
        if (server.address().matches("[0-9a-fA-F.:]{2,}")) {
            member.address(IpAddress.parseStored(server.address()));
        }
        return server.weight() == 0
                ? member.state(MemberState.DRAINING).build()
                : member.weight(server.weight()).build();
    }
}
