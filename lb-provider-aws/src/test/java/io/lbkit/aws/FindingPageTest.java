package io.lbkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.internal.request.Codes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FindingPageTest {
    private static final Path PAGE = Path.of("../docs/reference/aws-findings.md");

    @Test
    @DisplayName("the page lists exactly the codes that the design has")
    void codes() throws IOException, IllegalAccessException {
        Set<String> codes = new TreeSet<>();
        for (Field field : Codes.class.getFields()) {
            codes.add((String) field.get(null));
        }
        Set<String> listed = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `(LB-[A-Z]+-[0-9]{3})`").matcher(Files.readString(PAGE));
        while (rows.find()) {
            listed.add(rows.group(1));
        }
        assertThat(listed).isEqualTo(codes);
    }
}
