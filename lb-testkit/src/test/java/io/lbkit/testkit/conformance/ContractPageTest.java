package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page about the contract lists the rules as they are tested. */
class ContractPageTest {
    private static final Path PAGE = Path.of("../docs/reference/provider-contract.md");

    private static List<Class<?>> sections() {
        return Arrays.stream(LoadBalancerProviderContract.class.getDeclaredClasses())
                .sorted(Comparator.comparing(section -> rules(section).get(0).id()))
                .collect(Collectors.toList());
    }

    private static List<Rule> rules(Class<?> section) {
        return Arrays.stream(section.getSuperclass().getDeclaredMethods())
                .flatMap(method -> Stream.ofNullable(method.getAnnotation(Rule.class)))
                .sorted(Comparator.comparing(Rule::id))
                .toList();
    }

    private static List<Rule> rules() {
        return sections().stream().flatMap(section -> rules(section).stream()).toList();
    }

    @Test
    @DisplayName("Each section of the page is the table of its rules")
    void pageListsTheRules() throws IOException {
        String page = Files.readString(PAGE);
        for (Class<?> section : sections()) {
            assertThat(page).contains(table(section));
        }
        assertThat(page.lines().filter(line -> line.startsWith("| LBP-"))).hasSize(rules().size());
    }

    private static String table(Class<?> section) {
        StringBuilder table = new StringBuilder("## ")
                .append(section.getAnnotation(DisplayName.class).value())
                .append("\n\n| rule | level | text |\n| --- | --- | --- |\n");
        for (Rule rule : rules(section)) {
            table.append("| ")
                    .append(rule.id())
                    .append(" | ")
                    .append(rule.level().label())
                    .append(" | ");
            table.append(rule.text()).append(" |\n");
        }
        return table.toString();
    }

    @Test
    @DisplayName("No two rules have one id, and the number of its section begins it")
    void idsAreUnique() {
        assertThat(rules()).extracting(Rule::id).doesNotHaveDuplicates().allMatch(id -> id.matches("LBP-[0-9]\\d\\d"));
        for (Class<?> section : sections()) {
            assertThat(rules(section).stream()
                            .map(rule -> rule.id().substring(0, 5))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("There is a broken provider for every rule that a provider can break alone")
    void rulesAreTested() {
        List<String> broken = Arrays.stream(Breach.values())
                .flatMap(breach -> breach.rules().stream())
                .distinct()
                .toList();

        assertThat(rules().stream()
                        .filter(rule -> rule.level() != Level.UNTESTABLE)
                        .map(Rule::id)
                        .filter(id -> !broken.contains(id)))
                .isEmpty();
    }
}
