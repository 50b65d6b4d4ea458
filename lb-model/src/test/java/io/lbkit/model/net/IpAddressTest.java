package io.lbkit.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::, ::",
        "::1.2.3.4, ::102:304",
        "0:0:0:0:0:0:0:0, ::",
        "192.0.2.10, 192.0.2.10"
    })
    void writesTheCanonicalForm(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.-4",
                "1..3.4",
                "0x1.2.3.4",
                "16909060",
                " 1.2.3.4",
                "1.2.3.4 ",
                "١.2.3.4",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "1.2.3.4::",
                "::1.2.3",
                "[::1]",
                "localhost",
                "example.com"
            })
    void refusesWhatIsNoAddressInAnyForm(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> IpAddress.parseStored(text)).isInstanceOfSatisfying(InvalidValueException.class, e -> {
            assertThat(e.field()).isEqualTo("address");
            assertThat(e.value()).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "010.0.0.001, 10.0.0.1",
        "00000000010.0.0.1, 10.0.0.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::ffff:c000:201, 192.0.2.1",
        "::ffff:192.000.002.001, 192.0.2.1"
    })
    void readsStoredFormsThatNewObjectsMayNotHave(String text, String canonical) {
        assertThat(IpAddress.parseStored(text)).isEqualTo(IpAddress.parse(canonical));
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> IpAddress.parse("010.0.0.1"))
                .hasMessage("address is '010.0.0.1': an octet has no leading zero");
        assertThatThrownBy(() -> IpAddress.parse("::ffff:1.2.3.4"))
                .hasMessageContaining("IPv4-mapped")
                .hasMessageContaining("write the IPv4 address");
        assertThatThrownBy(() -> IpAddress.parse("")).hasMessageStartingWith("address is empty: ");
    }

    @Test
    void refusesIpv4BitsThatDoNotFit() {
        assertThatThrownBy(() -> new IpAddress(IpFamily.IPV4, 0, 1L << 32)).hasMessageContaining("32 bits");
        assertThatThrownBy(() -> new IpAddress(IpFamily.IPV4, 1, 0)).hasMessageContaining("32 bits");
    }

    @Test
    void countsOnIntoTheUpperHalf() {
        assertThat(IpAddress.parse("::ffff:ffff:ffff:ffff").plus(1)).hasToString("0:0:0:1::");
        assertThat(IpAddress.parse("255.255.255.255").plus(2)).hasToString("0.0.0.1");
    }

    @Test
    void comesInTheOrderOfItsUnsignedValue() {
        assertThat(IpAddress.parse("255.0.0.0")).isGreaterThan(IpAddress.parse("10.0.0.0"));
        assertThat(IpAddress.parse("ffff::")).isGreaterThan(IpAddress.parse("1::"));
        assertThat(IpAddress.parse("::")).isGreaterThan(IpAddress.parse("255.255.255.255"));
    }
}
