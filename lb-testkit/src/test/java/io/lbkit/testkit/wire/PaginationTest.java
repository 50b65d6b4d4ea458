package io.lbkit.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaginationTest {
    private static final Pagination PAGES = new Pagination("maxResults", "pageToken", 3);
    private static final List<Integer> ITEMS = List.of(1, 2, 3, 4, 5, 6, 7);

    private static WireRequest listing(String query) {
        return WireRequest.of("GET", "/v1/rules?filter=a" + query);
    }

    @Property(tries = 200)
    @Label("The pages of a listing are the listing, whatever the size")
    void pagesAreTheListing(
            @ForAll @Size(max = 20) List<Integer> items,
            @ForAll @IntRange(min = 1, max = 25) int largest,
            @ForAll @IntRange(min = 1, max = 25) int asked) {
        Pagination pages = new Pagination("maxResults", "pageToken", largest);
        WireRequest request = listing("&maxResults=" + asked);
        List<Integer> read = new ArrayList<>();
        Optional<String> token = Optional.empty();
        int count = 0;
        do {
            Page<Integer> page = pages.page(
                    token.map(next -> request.withParameter("pageToken", next)).orElse(request), items);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(Math.min(largest, asked));
            read.addAll(page.items());
            token = page.next();
            count++;
        } while (token.isPresent());

        assertThat(read).isEqualTo(items);
        int size = Math.min(largest, asked);
        assertThat(count).isEqualTo(Math.max(1, (items.size() + size - 1) / size));
    }

    @Test
    void theServerLimitsTheSize() {
        assertThat(PAGES.page(listing(""), ITEMS).items()).containsExactly(1, 2, 3);
        assertThat(PAGES.page(listing("&maxResults=2"), ITEMS).items()).containsExactly(1, 2);
        assertThat(PAGES.page(listing("&maxResults=500"), ITEMS).items()).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> new Pagination("a", "b", 0)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aTokenIsGoodForItsListingOnly() {
        String token = PAGES.page(listing(""), ITEMS).next().orElseThrow();

        assertThat(PAGES.page(listing("&pageToken=" + token), ITEMS).items()).containsExactly(4, 5, 6);
        assertThat(PAGES.page(listing("&pageToken=" + token), ITEMS.subList(0, 2))
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> PAGES.page(listing("&other=1&pageToken=" + token), ITEMS))
                .isInstanceOf(CloudErrorException.class)
                .hasMessageContaining("the token was not given for this listing");
        assertThatThrownBy(() -> PAGES.page(WireRequest.of("GET", "/v1/groups?pageToken=" + token), ITEMS))
                .isInstanceOf(CloudErrorException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maxResults=0",
                "maxResults=-1",
                "maxResults=x",
                "maxResults=9999999999",
                "pageToken=1",
                "pageToken=",
                "pageToken=!",
                "pageToken=A"
            })
    void nonsenseIsRefused(String query) {
        assertThatThrownBy(() -> PAGES.page(listing("&" + query), ITEMS))
                .isInstanceOfSatisfying(
                        CloudErrorException.class,
                        refused -> assertThat(refused.error().status()).isEqualTo(400));
    }
}
