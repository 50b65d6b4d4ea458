package io.lbkit.aws.golden;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.OwnershipTags;
import io.lbkit.model.lb.Member;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.Design;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The resources of a design by what they are for, so that two designs can be compared whatever the names. */
final class Roles {
    private Roles() {}

    static String of(Resource resource) {
        String kind = resource.kind().name();
        String shortKind = kind.substring(kind.lastIndexOf(':') + 1);
        if (resource.kind().equals(AwsKinds.SECURITY_GROUP_INGRESS)) {
            return shortKind + " " + resource.name();
        }
        Map<String, String> tags = resource.get(AwsKinds.TAGS).orElseGet(TreeMap::new);
        String purpose = Optional.ofNullable(tags.get(OwnershipTags.RESOURCE))
                .or(() -> Optional.ofNullable(tags.get(OwnershipTags.CLUSTER_RESOURCE)))
                .orElse(resource.name());
        return purpose.equals(shortKind) ? shortKind : shortKind + " " + purpose;
    }

    static Map<String, Map<String, Object>> of(Design design) {
        Map<String, Map<String, Object>> roles = new TreeMap<>();
        for (Resource resource : design.resources()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", resource.name());
            resource.spec().forEach((name, value) -> fields.put(name, value.toPlain()));
            resource.members()
                    .ifPresent(members -> fields.put(
                            "Targets",
                            String.join(
                                    " ",
                                    members.asList().stream().map(Roles::text).toList())));
            roles.put(of(resource), fields);
        }
        return roles;
    }

    private static String text(Member member) {
        return member.key()
                + member.zone().map(zone -> "@" + zone).orElse("")
                + member.routingId().map(id -> "=" + id).orElse("");
    }

    /** What differs from another design: attributes that are not there any more are null, and so are resources. */
    static Map<String, Object> difference(Design base, Design design) {
        Map<String, Map<String, Object>> before = of(base);
        Map<String, Map<String, Object>> after = of(design);
        Map<String, Object> difference = new LinkedHashMap<>();
        after.forEach((role, fields) -> {
            Map<String, Object> changed = new LinkedHashMap<>();
            Map<String, Object> known = before.getOrDefault(role, Map.of());
            fields.forEach((name, value) -> {
                if (!known.containsKey(name) || !Objects.equals(known.get(name), value)) {
                    changed.put(name, value);
                }
            });
            known.keySet().stream().filter(name -> !fields.containsKey(name)).forEach(name -> changed.put(name, null));
            if (!changed.isEmpty()) {
                difference.put(role, changed);
            }
        });
        before.keySet().stream().filter(role -> !after.containsKey(role)).forEach(role -> difference.put(role, null));
        return difference;
    }
}
