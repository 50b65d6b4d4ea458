package io.lbkit.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "' 10.0.0.0/8 ', 10.0.0.0/8",
        "10.1.2.3/8, 10.0.0.0/8",
        "010.0.0.0/8, 10.0.0.0/8",
        "10.0.0.0/08, 10.0.0.0/8",
        "0.0.0.0/00, 0.0.0.0/0",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "::ffff:0:0/96, 0.0.0.0/0",
        "2001:db8::1/32, 2001:db8::/32",
        "192.168.0.0/0, 0.0.0.0/0"
    })
    void readsStoredFormsIntoTheCanonicalOne(String text, String canonical) {
        assertThat(Cidr.parseStored(text)).hasToString(canonical);
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0.0/255.0.0.0",
                "::/129",
                "10.0.0.0/9999999999",
                "::ffff:10.0.0.0/95",
                "example.com/8"
            })
    void refusesWhatIsNoRangeInAnyForm(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Cidr.parseStored(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void saysWhatToWriteInstead() {
        assertThatThrownBy(() -> Cidr.parse("10.1.2.3/8")).hasMessageContaining("write 10.0.0.0/8");
        assertThatThrownBy(() -> Cidr.parse("10.0.0.0")).hasMessageContaining("append /32 or /128");
        assertThatThrownBy(() -> Cidr.parse("10.0.0.0/33"))
                .hasMessage("cidr is '10.0.0.0/33': the prefix length of IPv4 is 0 to 32");
        assertThatThrownBy(() -> Cidr.containing(IpAddress.parse("::"), 129)).hasMessageContaining("IPv6 is 0 to 128");
    }

    @Test
    void knowsEveryAddressOfAFamily() {
        assertThat(Cidr.any(IpFamily.IPV4)).hasToString("0.0.0.0/0").matches(Cidr::isAny);
        assertThat(Cidr.any(IpFamily.IPV6)).hasToString("::/0").matches(Cidr::isAny);
        assertThat(Cidr.ANY_IPV4.contains(Cidr.ANY_IPV6)).isFalse();
    }
}
