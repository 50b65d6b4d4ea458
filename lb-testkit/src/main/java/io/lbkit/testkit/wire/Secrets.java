package io.lbkit.testkit.wire;

import java.util.Locale;
import java.util.Set;

/** Which headers and parameters carry what must not reach a log. */
final class Secrets {
    private static final String REDACTED = "REDACTED";

    private static final Set<String> NAMES = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "x-amz-security-token",
            "x-amz-credential",
            "x-amz-signature",
            "x-ms-authorization-auxiliary",
            "x-goog-api-key",
            "x-goog-iam-authorization-token",
            "access_token",
            "refresh_token",
            "id_token",
            "client_secret",
            "client_assertion",
            "assertion",
            "password",
            "signature",
            "awsaccesskeyid",
            "sig",
            "key");

    private Secrets() {}

    static String shown(String name, String value) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT)) ? REDACTED : value;
    }
}
