package io.lbkit.testkit.cloud;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Names of objects: readable, at most 63 of {@code a-z0-9-}, and told apart by eight digits of a digest over the cluster, the
 * Service and everything that cannot change in place. The uid of the Service is not part of it: who recreates a Service gets
 * its load balancer back.
 */
final class SimulatedNames {
    private static final int MAX_LENGTH = 63;
    private static final int DIGEST_LENGTH = 8;

    private SimulatedNames() {}

    static String ofService(String cluster, ServiceKey service, String... fixed) {
        List<String> parts = new ArrayList<>(List.of(cluster, service.namespace(), service.name()));
        parts.addAll(List.of(fixed));
        return name(service.namespace() + "-" + service.name(), String.join("-", fixed), parts);
    }

    static String ofCluster(String cluster, String purpose) {
        return name(cluster, purpose, List.of(cluster, purpose));
    }

    private static String name(String readable, String fixed, List<String> parts) {
        String tail = "-" + clean(fixed) + "-" + digest(parts);
        String head = clean(readable);
        int room = MAX_LENGTH - tail.length();
        if (head.length() > room) {
            head = head.substring(0, room);
        }
        int end = head.length();
        while (end > 0 && head.charAt(end - 1) == '-') {
            end--;
        }
        return head.substring(0, end) + tail;
    }

    private static String clean(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder clean = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char letter = lower.charAt(i);
            if (isAllowed(letter)) {
                clean.append(letter);
            } else if (i > 0 && isAllowed(lower.charAt(i - 1))) {
                clean.append('-');
            }
        }
        return clean.toString();
    }

    private static boolean isAllowed(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    }

    /** Each part goes in with its length, so that no two lists of parts have the same text. */
    private static String digest(List<String> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.length()).append(':').append(part));
        return Fingerprint.of(text.toString()).hex().substring(0, DIGEST_LENGTH);
    }
}
