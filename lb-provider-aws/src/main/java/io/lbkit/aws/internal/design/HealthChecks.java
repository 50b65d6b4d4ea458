package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says how targets are checked: by the defaults for their kind, each of which an annotation overrides. */
final class HealthChecks {
    private static final Set<String> PROTOCOLS = Set.of("TCP", "HTTP", "HTTPS");
    private static final Pattern CODES = Pattern.compile("[0-9]{3}(-[0-9]{3})?(,[0-9]{3}(-[0-9]{3})?)*");
    private static final Pattern CODE = Pattern.compile("[0-9]{3}");
    private static final int MAX_PATH = 1024;

    private final DesignContext context;
    private final Service service;
    private final BackendMode mode;
    private final boolean local;

    private HealthChecks(DesignContext context, Service service, BackendMode mode) {
        this.context = context;
        this.service = service;
        this.mode = mode;
        this.local = mode == BackendMode.NODE_PORT
                && service.externalTrafficPolicy() == TrafficPolicy.LOCAL
                && service.type() == ServiceType.LOAD_BALANCER;
    }

    /** {@return the check of all target groups of a Service, by the annotations of the one that has the load balancer} */
    static HealthCheckWish of(DesignContext context, Service service, BackendMode mode) {
        HealthChecks checks = new HealthChecks(context, service, mode);
        String protocol = checks.protocol();
        boolean http = !protocol.equals("TCP");
        long interval = checks.number(AwsAnnotation.HEALTH_CHECK_INTERVAL, 10);
        long timeout = checks.number(AwsAnnotation.HEALTH_CHECK_TIMEOUT, checks.local ? 6 : 10);
        checks.compare(interval, timeout);
        return new HealthCheckWish(
                protocol,
                checks.port(),
                http ? Optional.of(checks.path()) : Optional.empty(),
                interval,
                timeout,
                checks.number(AwsAnnotation.HEALTHY_THRESHOLD, checks.local ? 2 : 3),
                checks.number(AwsAnnotation.UNHEALTHY_THRESHOLD, checks.local ? 2 : 3),
                http ? Optional.of(checks.successCodes()) : Optional.empty());
    }

    private long number(AwsAnnotation annotation, long standard) {
        return context.annotations().number(annotation).orElse(standard);
    }

    private void compare(long interval, long timeout) {
        if (timeout > interval) {
            AwsAnnotation written = context.annotations()
                            .number(AwsAnnotation.HEALTH_CHECK_TIMEOUT)
                            .isPresent()
                    ? AwsAnnotation.HEALTH_CHECK_TIMEOUT
                    : AwsAnnotation.HEALTH_CHECK_INTERVAL;
            context.findings()
                    .conflict(
                            written.fullName(),
                            context.annotations().text(written).orElse(""),
                            "a check has to end before the next one begins, and it waits " + timeout + " s of "
                                    + interval + " s",
                            "Write " + interval + " or less as " + AwsAnnotation.HEALTH_CHECK_TIMEOUT.fullName()
                                    + ", or a longer interval.");
        }
    }

    private String protocol() {
        String standard = local ? "HTTP" : "TCP";
        Optional<String> written = context.annotations().text(AwsAnnotation.HEALTH_CHECK_PROTOCOL);
        String protocol = written.map(text -> text.toUpperCase(Locale.ROOT)).orElse(standard);
        if (!PROTOCOLS.contains(protocol)) {
            invalid(
                    AwsAnnotation.HEALTH_CHECK_PROTOCOL,
                    written.orElse(""),
                    "allowed is tcp, http, https",
                    "Write tcp, http or https, or remove the annotation.");
            return standard;
        }
        return protocol;
    }

    private Optional<String> port() {
        Optional<String> written = context.annotations().text(AwsAnnotation.HEALTH_CHECK_PORT);
        if (written.isEmpty()) {
            return local
                    ? service.healthCheckNodePort().stream()
                            .mapToObj(String::valueOf)
                            .findFirst()
                    : Optional.of(HealthCheckWish.TRAFFIC_PORT);
        }
        String text = written.get();
        if (text.equals(HealthCheckWish.TRAFFIC_PORT)) {
            return written;
        }
        return text.matches("-?[0-9]+") ? number(text) : named(text);
    }

    private Optional<String> number(String text) {
        boolean inRange = text.matches("0*[0-9]{1,5}") && isPort(Integer.parseInt(text));
        if (!inRange) {
            invalid(
                    AwsAnnotation.HEALTH_CHECK_PORT,
                    text,
                    "a port is 1 to 65535",
                    "Write traffic-port, a port from 1 to 65535, or the name of a port of the Service.");
            return Optional.empty();
        }
        return Optional.of(String.valueOf(Integer.parseInt(text)));
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }

    private Optional<String> named(String name) {
        Optional<ServicePort> port = service.ports().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (port.isEmpty()) {
            invalid(
                    AwsAnnotation.HEALTH_CHECK_PORT,
                    name,
                    "the Service has no port of that name",
                    "Write traffic-port, a port from 1 to 65535, or the name of a port of the Service.");
            return Optional.empty();
        }
        if (mode == BackendMode.NODE_PORT) {
            return port.get().nodePort().stream().mapToObj(String::valueOf).findFirst();
        }
        if (port.get().targetPort().isNamed()) {
            context.findings()
                    .conflict(
                            AwsAnnotation.HEALTH_CHECK_PORT.fullName(),
                            name,
                            "its targetPort is the name '" + port.get().targetPort()
                                    + "', which may be another number in each pod",
                            "Write the number of the port, or make the targetPort a number.");
            return Optional.empty();
        }
        return Optional.of(String.valueOf(port.get().targetPort().number()));
    }

    private String path() {
        String path =
                context.annotations().text(AwsAnnotation.HEALTH_CHECK_PATH).orElse(local ? "/healthz" : "/");
        if (!path.startsWith("/") || path.length() > MAX_PATH) {
            invalid(
                    AwsAnnotation.HEALTH_CHECK_PATH,
                    path,
                    "a path starts with '/' and has at most " + MAX_PATH + " characters",
                    "Write a path such as /healthz.");
        }
        return path;
    }

    private String successCodes() {
        String codes = context.annotations().text(AwsAnnotation.SUCCESS_CODES).orElse("200-399");
        if (!CODES.matcher(codes).matches() || !inRange(codes)) {
            invalid(
                    AwsAnnotation.SUCCESS_CODES,
                    codes,
                    "codes are 200 to 599, as 200, 200,202 or 200-299",
                    "Write codes such as 200-399.");
        }
        return codes;
    }

    private static boolean inRange(String codes) {
        Matcher matcher = CODE.matcher(codes);
        while (matcher.find()) {
            int code = Integer.parseInt(matcher.group());
            if (code < 200 || code > 599) {
                return false;
            }
        }
        return true;
    }

    private void invalid(AwsAnnotation annotation, String value, String rule, String remedy) {
        context.findings().invalidAnnotation(annotation.fullName(), value, rule, remedy);
    }
}
