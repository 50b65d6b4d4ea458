package io.lbkit.aws.internal.network;

import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.EnvVariable;
import io.lbkit.model.cluster.Pod;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The server id of a QUIC server: eight bytes in an environment variable, which the server puts into its connection ids. Pure. */
final class QuicServerId {
    /** The variable that the controller's webhook injects, and that servers read. */
    static final String VARIABLE = "AWS_LBC_QUIC_SERVER_ID";

    /** As the webhook writes it: eight bytes in Base64. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{11}=");

    /** As AWS takes it. */
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-f]{16}");

    private QuicServerId() {}

    /** {@return the id as AWS takes it; nothing if the value is none} */
    static Optional<String> parse(String value) {
        if (HEXADECIMAL.matcher(value).matches()) {
            return Optional.of(value);
        }
        return BASE64.matcher(value).matches()
                ? Optional.of(
                        "0x" + HexFormat.of().formatHex(Base64.getDecoder().decode(value)))
                : Optional.empty();
    }

    /** {@return the id behind a port of a pod: that of a container that declares the port, else the first that any has} */
    static Optional<String> of(Pod pod, int port) {
        Optional<String> any = Optional.empty();
        Optional<String> declared = Optional.empty();
        for (Container container : pod.containers()) {
            Optional<String> own =
                    container.variable(VARIABLE).flatMap(EnvVariable::value).flatMap(QuicServerId::parse);
            boolean declares = container.ports().stream().anyMatch(each -> each.port() == port);
            any = any.or(() -> own);
            declared = declares && own.isPresent() ? own : declared;
        }
        return declared.isPresent() ? declared : any;
    }

    /** {@return why a pod has no id} */
    static String absence(Pod pod) {
        Optional<EnvVariable> written = pod.containers().stream()
                .flatMap(container -> container.variable(VARIABLE).stream())
                .findFirst();
        return "Pod/" + pod.key() + " "
                + written.map(QuicServerId::fault).orElse("has no variable " + VARIABLE + " in a container");
    }

    private static String fault(EnvVariable variable) {
        return variable.value()
                .map(value -> "has " + VARIABLE + " = '" + value
                        + "', which is neither eight bytes in Base64 nor 0x with 16 lower hexadecimal digits")
                .orElse("takes " + VARIABLE + " from elsewhere, so that its value is not known");
    }
}
