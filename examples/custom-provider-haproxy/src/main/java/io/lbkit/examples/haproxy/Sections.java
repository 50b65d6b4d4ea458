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
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The translation between sections of the file and resources of the engine. Pure. */
final class Sections {
    private static final Pattern MARK = Pattern.compile("owner=(?<cluster>\\S+)/(?<namespace>[^/ ]+)/(?<name>[^/@ ]+)"
            + "@(?<uid>\\S*)(?: applied=(?<spec>[0-9a-f]{32}),(?<version>\\S+))?");

    private Sections() {}

    static String header(Resource resource) {
        return resource.kind().name().substring("haproxy#".length()) + " " + resource.name();
    }

    // docs: mark
    /** The proof of ownership, and what was applied last, as a comment above the section. */
    private static String mark(Resource wanted) {
        Owner owner = wanted.owners().first();
        return "owner=" + owner.cluster() + "/" + owner.service().orElseThrow() + "@"
                + owner.uid().orElse("")
                + wanted.applied()
                        .map(applied -> " applied=" + applied.spec() + "," + applied.designVersion())
                        .orElse("");
    }

    private static void readMark(Section section, Resource.Builder resource) {
        Matcher mark = MARK.matcher(section.mark());
        if (mark.matches()) {
            ServiceKey service = ServiceKey.of(mark.group("namespace"), mark.group("name"));
            Optional<String> uid = Optional.of(mark.group("uid")).filter(text -> !text.isEmpty());
            resource.addOwner(new Owner(mark.group("cluster"), Optional.of(service), uid));
            resource.applied(Optional.ofNullable(mark.group("spec"))
                    .map(spec -> new Applied(new Fingerprint(spec), Optional.empty(), mark.group("version"))));
        }
    }
    // docs: end

    /** The section as the engine sees it, without members: only the running process knows those. */
    static Optional<Resource> resource(Section section, boolean loaded) {
        String[] words = section.header().split(" ", 2);
        return HaproxyKinds.all().stream()
                .filter(kind -> words.length == 2 && kind.name().equals("haproxy#" + words[0]))
                .findFirst()
                .map(kind -> {
                    Resource.Builder resource = Resource.builder().kind(kind).name(words[1]);
                    readMark(section, resource);
                    kind.attributes()
                            .forEach(attribute -> resource.putSpec(attribute.name(), value(section, attribute)));
                    return resource.set(HaproxyKinds.LOADED, loaded).build();
                });
    }

    private static SpecValue value(Section section, Attribute<?> attribute) {
        return section.value(attribute.name())
                .map(text -> attribute.equals(HaproxyKinds.DEFAULT_BACKEND)
                        ? new SpecValue.Ref(new ResourceId(HaproxyKinds.BACKEND.name(), text))
                        : SpecValue.of(text))
                .orElse(SpecValue.absent());
    }

    // docs: edits
    /** What a change makes of the file. */
    static HaproxyConfig edited(HaproxyConfig config, Change change) {
        Resource wanted = change.resource();
        Optional<Section> present = config.section(header(wanted));
        present.flatMap(section -> resource(section, true)).ifPresent(found -> requireOurs(found, change));
        if (change instanceof Change.Delete) {
            if (wanted.kind().equals(HaproxyKinds.BACKEND) && config.uses(wanted.name())) {
                throw new ProviderException(ErrorKind.IN_USE, wanted.id() + " is used by another section");
            }
            return config.without(header(wanted));
        } else if (change instanceof Change.Create) {
            Section section = present.orElseGet(() -> Section.of(mark(wanted), header(wanted)));
            for (var value : wanted.spec().entrySet()) {
                section = with(section, value.getKey(), value.getValue());
            }
            return config.with(section);
        }
        return config.with(edited(
                present.orElseThrow(
                        () -> new ProviderException(ErrorKind.NOT_FOUND, wanted.id() + " is not in the configuration")),
                change));
    }

    private static Section edited(Section section, Change change) {
        Section edited = section;
        if (change instanceof Change.Update update) {
            for (AttributeChange attribute : update.attributes()) {
                edited = attribute.isAttribute() ? with(edited, attribute.attribute(), attribute.to()) : edited;
            }
            return edited.marked(mark(change.resource()));
        } else if (change instanceof Change.AddMembers add) {
            for (Member member : add.members()) {
                edited = edited.with("server " + name(member), Optional.of(settings(member)));
            }
        } else if (change instanceof Change.RemoveMembers remove) {
            for (Member member : remove.members()) {
                edited = edited.with("server " + name(member), Optional.empty());
            }
        }
        return edited;
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
    // docs: end

    // docs: ours
    /** The mark is read again before each write: it may be gone since the observation. */
    private static void requireOurs(Resource found, Change change) {
        boolean adopted = change instanceof Change.Update update
                && update.before().owners().equals(found.owners())
                && update.attributes().stream()
                        .anyMatch(attribute -> attribute.path().equals(AttributeChange.OWNERS));
        if (!adopted && Collections.disjoint(clusters(found), clusters(change.resource()))) {
            ErrorKind kind = change instanceof Change.Create ? ErrorKind.ALREADY_EXISTS : ErrorKind.PERMISSION;
            throw new ProviderException(kind, change.id() + " is not marked as ours")
                    .hint("Rename the section, or delete it.");
        }
    }

    private static List<String> clusters(Resource resource) {
        return resource.owners().stream().map(Owner::cluster).toList();
    }
    // docs: end

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
