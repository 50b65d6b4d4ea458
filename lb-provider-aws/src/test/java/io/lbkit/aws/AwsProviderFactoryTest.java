package io.lbkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsProviderFactoryTest {
    private final AwsProviderFactory factory = new AwsProviderFactory();

    @Test
    @DisplayName("a provider is made without asking anything of AWS")
    void made() throws Exception {
        try (LoadBalancerProvider provider = new AwsProviderFactory()
                .create(Map.of(
                        "region",
                        "eu-west-1",
                        "endpoint",
                        "http://127.0.0.1:1",
                        "vpcId",
                        "vpc-1",
                        "readOnly",
                        "true"))) {
            assertThat(provider.id()).isEqualTo(AwsProvider.ID);
            assertThat(provider.kinds()).hasSize(5);
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("wrong settings are refused")
    @CsvSource({
        "regoin, eu-west-1, 'the settings are endpoint, readOnly, region and vpcId'",
        "endpoint, 127.0.0.1, a URL such as http://127.0.0.1:5000 is needed",
        "endpoint, 'http://[', a URL such as http://127.0.0.1:5000 is needed",
        "readOnly, yes, true or false is needed"
    })
    void refused(String name, String value, String rule) {
        assertThatThrownBy(() -> factory.create(Map.of(name, value)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(rule);
    }
}
