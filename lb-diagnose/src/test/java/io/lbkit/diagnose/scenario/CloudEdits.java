package io.lbkit.diagnose.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Edits of a saved observation. {@code listener: null} deletes the listeners, {@code firewall: {sourceRanges: [..]}} changes
 * what stands in their fields; {@code listener tcp-443: ..} means those with that in their names. {@code targets} says of
 * members by id, {@code *} for all, that they are gone (null), new, or in another state.
 */
final class CloudEdits {
    private static final Set<String> TARGET_FIELDS = Set.of("health", "reason", "state", "zone", "address");

    private final Map<String, Object> document;

    CloudEdits(Map<String, Object> document) {
        this.document = new LinkedHashMap<>(document);
    }

    Map<String, Object> edited(Map<String, Object> edits) {
        edits.forEach((what, edit) -> {
            switch (what) {
                case "targets" -> Fields.map(edit).forEach(this::target);
                case "traffic" -> traffic(edit);
                case "status" -> status(edit);
                case "unread" ->
                    document.put(
                            "unread",
                            Fields.texts(edit).stream().map(CloudEdits::unread).toList());
                default -> resources(what, edit);
            }
        });
        return document;
    }

    private static Map<String, Object> unread(String kind) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("kind", "simulated#" + kind);
        part.put("name", null);
        part.put("error", "permission");
        part.put("detail", "403");
        return part;
    }

    private void resources(String what, Object edit) {
        String[] words = what.split(" ", 2);
        Predicate<Map<String, Object>> meant = resource -> resource.get("kind").equals("simulated#" + words[0])
                && (words.length == 1 || resource.get("name").toString().contains(words[1]));
        boolean somebody = false;
        List<Object> kept = new ArrayList<>();
        for (Object item : Fields.list(document.get("resources"))) {
            Map<String, Object> resource = Fields.map(item);
            boolean hit = meant.test(resource);
            somebody |= hit;
            if (!hit) {
                kept.add(resource);
            } else if (edit != null) {
                kept.add(Patch.laid(resource, Map.of("spec", edit)));
            }
        }
        if (!somebody) {
            throw new IllegalArgumentException("the cloud has no " + what);
        }
        document.put("resources", kept);
    }

    private void traffic(Object connections) {
        document.put(
                "traffic",
                List.of(Map.of("resource", id("loadBalancer"), "connections", connections, "window", "PT5M")));
    }

    private void status(Object edit) {
        Map<String, Object> status = new LinkedHashMap<>(Fields.map(edit));
        status.put("resource", id("loadBalancer"));
        document.put("states", List.of(status));
    }

    private String id(String kind) {
        return Fields.list(document.get("resources")).stream()
                .map(Fields::map)
                .filter(resource -> resource.get("kind").equals("simulated#" + kind))
                .map(resource -> resource.get("kind") + "/" + resource.get("name"))
                .findFirst()
                .orElseThrow();
    }

    private void target(String name, Object edit) {
        Map<String, Object> fields = edit == null ? Map.of() : Fields.map(edit);
        Fields.allow("target " + name, fields, TARGET_FIELDS);
        String pool = id("backendPool");
        List<Object> resources = new ArrayList<>();
        for (Object item : Fields.list(document.get("resources"))) {
            Map<String, Object> resource = Fields.map(item);
            boolean hit = pool.equals(resource.get("kind") + "/" + resource.get("name"));
            resources.add(hit ? withMember(resource, name, edit, fields) : resource);
        }
        document.put("resources", resources);
        List<Object> health = new ArrayList<>();
        for (Object item : Fields.list(document.get("health"))) {
            Map<String, Object> of = new LinkedHashMap<>(Fields.map(item));
            if (pool.equals(of.get("resource"))) {
                of.put("members", health(Fields.list(of.get("members")), name, edit, fields));
            }
            health.add(of);
        }
        document.put("health", health);
    }

    private static Map<String, Object> withMember(
            Map<String, Object> pool, String name, Object edit, Map<String, Object> fields) {
        Map<String, Object> spec = Fields.map(pool.get("spec"));
        List<Object> members = new ArrayList<>();
        boolean known = name.equals("*");
        for (Object item : Fields.list(spec.get("members"))) {
            Map<String, Object> member = new LinkedHashMap<>(Fields.map(item));
            boolean hit = isMeant(member, name);
            known |= hit;
            Optional.ofNullable(fields.get("state"))
                    .filter(state -> hit)
                    .ifPresent(state -> member.put("state", state));
            if (!hit || edit != null) {
                members.add(member);
            }
        }
        if (!known && edit == null) {
            throw new IllegalArgumentException("the pool has no target " + name);
        }
        if (!known) {
            members.add(newMember(name, fields));
        }
        return Patch.laid(pool, Map.of("spec", Map.of("members", replacing(members))));
    }

    private static List<Object> replacing(List<Object> members) {
        List<Object> list = new ArrayList<>(List.of(Map.of("$patch", "replace")));
        list.addAll(members);
        return list;
    }

    private static boolean isMeant(Map<String, Object> member, String name) {
        return name.equals("*") || name.equals(text(member));
    }

    private static String text(Map<String, Object> member) {
        Object port = member.get("port");
        return member.get("id") + (port == null || port.equals(0) ? "" : ":" + port);
    }

    private static Map<String, Object> newMember(String name, Map<String, Object> fields) {
        Map<String, Object> member = new LinkedHashMap<>();
        int colon = name.lastIndexOf(':');
        String id = colon < 0 ? name : name.substring(0, colon);
        member.put("id", id);
        member.put("address", colon < 0 ? fields.get("address") : id);
        member.put("port", colon < 0 ? null : Integer.valueOf(name.substring(colon + 1)));
        member.put("zone", fields.get("zone"));
        member.put("state", fields.getOrDefault("state", "active"));
        member.put("weight", 1);
        return member;
    }

    private static List<Object> health(List<Object> before, String name, Object edit, Map<String, Object> fields) {
        List<Object> after = new ArrayList<>();
        boolean known = name.equals("*");
        for (Object item : before) {
            Map<String, Object> member = new LinkedHashMap<>(Fields.map(item));
            boolean hit = isMeant(member, name);
            known |= hit;
            if (hit && fields.containsKey("health")) {
                member.put("state", fields.get("health"));
                member.put("reason", fields.getOrDefault("reason", ""));
            }
            if (!hit || edit != null) {
                after.add(member);
            }
        }
        if (!known && fields.containsKey("health")) {
            Map<String, Object> member = newMember(name, fields);
            after.add(Map.of(
                    "id", member.get("id"),
                    "port", member.get("port") == null ? 0 : member.get("port"),
                    "state", fields.get("health"),
                    "reason", fields.getOrDefault("reason", "")));
        }
        return after;
    }
}
