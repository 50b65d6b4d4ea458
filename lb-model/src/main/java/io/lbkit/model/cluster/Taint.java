package io.lbkit.model.cluster;

/**
 * A taint of a node.
 *
 * @param key the key
 * @param value the value, or empty
 * @param effect {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}
 */
public record Taint(String key, String value, String effect) {}
