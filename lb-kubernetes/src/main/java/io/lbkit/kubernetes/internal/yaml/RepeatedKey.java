package io.lbkit.kubernetes.internal.yaml;

/** A key that stands twice in one mapping: the path of the second one, and the lines of both. */
public record RepeatedKey(String path, int firstLine, int line) {}
