package io.lbkit.aws;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.reconcile.spi.AnnotationDescription;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
import io.lbkit.reconcile.spi.ProviderId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes providers for AWS. Settings: {@code region}, {@code endpoint} (a URL), {@code vpcId}, {@code readOnly} ({@code true}
 * or {@code false}).
 */
public final class AwsProviderFactory implements LoadBalancerProviderFactory {
    /** For {@link java.util.ServiceLoader}. */
    public AwsProviderFactory() {}

    @Override
    public ProviderId id() {
        return AwsProvider.ID;
    }

    @Override
    public List<AnnotationDescription> annotations() {
        return Arrays.stream(AwsAnnotation.values())
                .map(AwsAnnotation::description)
                .toList();
    }

    @Override
    public LoadBalancerProvider create(Map<String, String> settings) {
        return AwsProvider.of(settings(settings));
    }

    static AwsSettings settings(Map<String, String> settings) {
        AwsSettings.Builder builder = AwsSettings.builder();
        settings.forEach((name, value) -> {
            switch (name) {
                case "region" -> builder.region(value);
                case "endpoint" -> builder.endpoint(url(value));
                case "vpcId" -> builder.vpcId(value);
                case "readOnly" -> builder.readOnly(flag(value));
                default ->
                    throw InvalidValueException.of(
                            name, value, "the settings are endpoint, readOnly, region and vpcId");
            }
        });
        return builder.build();
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidValueException.of("readOnly", text, "true or false is needed");
        };
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            if (url.getScheme() != null && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            InvalidValueException invalid =
                    InvalidValueException.of("endpoint", text, "a URL such as http://127.0.0.1:5000 is needed");
            invalid.initCause(e);
            throw invalid;
        }
        throw InvalidValueException.of("endpoint", text, "a URL such as http://127.0.0.1:5000 is needed");
    }
}
