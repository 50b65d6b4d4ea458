package io.lbkit.examples.lbctl;

import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bundle says of itself, so that it is seen if a part of it is missing.
 *
 * @param cloud the cloud that was asked
 * @param clusterId the id of the cluster in ownership marks
 * @param objects how many objects were captured, if it says so
 * @param files the names of its files
 */
record BundleContents(
        Optional<String> cloud, Optional<String> clusterId, Optional<Integer> objects, List<String> files) {
    private static final String REMEDY = "Name a folder that 'lbctl capture' wrote, or correct its bundle.yaml.";

    BundleContents {
        files = List.copyOf(files);
    }

    /** {@return the contents of a bundle; a bundle without them says nothing of itself} */
    static BundleContents of(Bundle bundle) {
        if (!Files.exists(bundle.contents())) {
            return new BundleContents(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        }
        Map<?, ?> fields = Documents.read(bundle.contents(), REMEDY);
        List<String> files = new ArrayList<>();
        if (fields.get("files") instanceof List<?> names) {
            names.forEach(name -> files.add(String.valueOf(name)));
        }
        return new BundleContents(
                Optional.ofNullable(fields.get("cloud")).map(Object::toString),
                Optional.ofNullable(fields.get("clusterId")).map(Object::toString),
                fields.get("objects") instanceof Integer number ? Optional.of(number) : Optional.empty(),
                files);
    }

    /**
     * Writes the contents.
     *
     * @param leftOut how many objects of which kind were left out
     * @return the text of the file
     */
    String text(Map<String, Integer> leftOut) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("schema", "lbkit.bundle/v1");
        cloud.ifPresent(name -> fields.put("cloud", name));
        clusterId.ifPresent(id -> fields.put("clusterId", id));
        objects.ifPresent(number -> fields.put("objects", number));
        fields.put("files", files);
        fields.put("leftOut", leftOut);
        StringWriter text = new StringWriter();
        Documents.writeYaml(fields, text);
        return text.toString();
    }
}
