package io.lbkit.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.testkit.cloud.CloudShape;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    @Test
    @DisplayName("The text of a history is the history")
    void text() {
        History history =
                new History(-7, List.of(new Moment(0, Verb.DEPLOY, 0, 3), new Moment(3600, Verb.LOSE_ZONE, 9, 0)));
        assertThat(history).hasToString("-7: +0 deploy 0 3; +3600 lose-zone 9 0");
        assertThat(History.parse(history.toString())).isEqualTo(history);
        assertThat(history.in(CloudShape.ONE_DOCUMENT))
                .hasToString("-7 one-document: +0 deploy 0 3; +3600 lose-zone 9 0");
        for (long seed = 0; seed < 100; seed++) {
            assertThat(History.parse(History.ofSeed(seed).toString())).isEqualTo(History.ofSeed(seed));
        }
    }

    @ParameterizedTest
    @DisplayName("Text of another form is refused with the form that it should have")
    @ValueSource(
            strings = {
                "",
                "deploy",
                "x: +0 deploy 0 0",
                "1 mainframe: +0 deploy 0 0",
                "1: deploy 0 0",
                "1: +0 dig 0 0",
                "1: +0 roll 0",
                "1: +0 roll 10 0",
                "1: +3601 roll 0 0"
            })
    void badText(String text) {
        assertThatThrownBy(() -> History.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    @DisplayName("The histories of some seeds have every verb in them")
    void variety() {
        List<Verb> verbs = LongStream.range(0, 300)
                .mapToObj(History::ofSeed)
                .flatMap(history -> history.moments().stream())
                .map(Moment::verb)
                .distinct()
                .toList();
        assertThat(verbs).containsExactlyInAnyOrder(Verb.values());
    }

    @Test
    @DisplayName("The smallest history keeps only what is needed")
    void smallest() {
        History history = History.parse("3: +0 deploy 0 3; +60 roll 0 1; +50 crash 0 2; +9 drain 1 1; +5 roll 1 1");
        History smallest = history.smallest(
                candidate -> candidate.moments().stream().anyMatch(moment -> moment.verb() == Verb.DRAIN));
        assertThat(smallest).hasToString("3: +0 drain 1 1");
    }
}
