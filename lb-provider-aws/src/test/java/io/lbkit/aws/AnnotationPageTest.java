package io.lbkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.reconcile.spi.AnnotationDescription;
import io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page of annotations is made from the registry that they are read with; {@code -Dlbkit.golden.update=true} writes it. */
class AnnotationPageTest {
    private static final Path PAGE = Path.of("../docs/reference/aws-annotations.md");
    private static final String PREFIX = "service.beta.kubernetes.io/";

    private static final String HEAD = """
            # Annotations of AWS

            What a Service can say to `lb-provider-aws`: the annotations of the AWS Load Balancer Controller. This page is made from the
            code that reads them; `lbctl annotations --cloud aws` prints the same. All names start with `%s`, which is
            left out here. A value that cannot be used is an error finding, and nothing of the Service is changed; an unknown name that
            starts with `aws-` is a warning with the nearest known name.

            - A **boolean** is `1 t T true TRUE True` or `0 f F false FALSE False`.
            - A **list** is split on commas; blanks around an item and empty items are dropped.
            - A **map** is `k=v,k=v`. A backslash takes the next character as it is, so `\\,` is a comma inside a value. A value may be empty,
              a key may not. A comma at the very end belongs to the last value.

            | annotation | value | without it | meaning |
            |---|---|---|---|
            """.formatted(PREFIX);

    private static String page(List<AnnotationDescription> annotations) {
        StringBuilder page = new StringBuilder(HEAD);
        for (AnnotationDescription annotation : annotations) {
            String allowed = annotation.allowed().isEmpty() ? "" : ": " + annotation.allowed();
            page.append("| `")
                    .append(annotation.name().substring(PREFIX.length()))
                    .append("` | ")
                    .append(annotation.type())
                    .append(allowed)
                    .append(" | ")
                    .append(annotation.standard())
                    .append(" | ")
                    .append(annotation.meaning())
                    .append(" |\n");
        }
        return page.toString();
    }

    @Test
    @DisplayName("the page says what the registry says, and the factory is found by its name")
    void page() throws IOException {
        LoadBalancerProviderFactory factory = LoadBalancerProviderFactory.discover().stream()
                .filter(found -> found.id().equals(AwsProvider.ID))
                .findFirst()
                .orElseThrow();
        String page = page(factory.annotations());
        if (Boolean.getBoolean("lbkit.golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page).isEqualTo(Files.readString(PAGE));
    }
}
