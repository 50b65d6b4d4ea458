package io.lbkit.model.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
    @ParameterizedTest
    @DisplayName("Each insertion, deletion and replacement counts one, in either direction")
    @CsvSource({
        "mode,mode,0",
        "mode,mod,1",
        "mode,nodes,2",
        "scheme,schema,1",
        "kitten,sitting,3",
        "'',abc,3",
        "abc,'',3"
    })
    void counts(String one, String other, int edits) {
        assertThat(EditDistance.between(one, other)).isEqualTo(edits);
        assertThat(EditDistance.between(other, one)).isEqualTo(edits);
    }
}
