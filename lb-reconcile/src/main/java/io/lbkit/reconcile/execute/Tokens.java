package io.lbkit.reconcile.execute;

import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** The tokens of one execution by which a cloud recognises a change that is sent again. */
final class Tokens {
    private static final int DIGITS = 32;

    private final String execution;

    Tokens(Plan plan, Instant start) {
        this.execution = plan.digest().hex() + "|" + start;
    }

    String of(Step step, int part) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String text = execution + "|" + step.id() + "|" + part;
            return HexFormat.of()
                    .formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
