package io.lbkit.reconcile.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BatchResultTest {
    private static final ChangeBatch BATCH = ChangeBatch.builder()
            .key("k")
            .addAllChanges(List.of(change("a"), change("b"), change("c")))
            .build();

    private static Change change(String name) {
        return new Change.Create(Shop.resource(StressKinds.SOFT, name).build());
    }

    private static ChangeResult made(Change change, String refused) {
        failFor(change, refused);
        return ChangeResult.made("id-" + change.resource().name());
    }

    private static void failFor(Change change, String refused) {
        if (change.resource().name().equals(refused)) {
            throw new ProviderException(ErrorKind.QUOTA, "no more than that");
        }
    }

    private static String told(ChangeResult result) {
        return result instanceof ChangeResult.Done done
                ? done.cloudId().orElse("done")
                : ((ChangeResult.Failed) result).error().resource().orElseThrow() + " failed";
    }

    @Test
    @DisplayName("One that fails fails alone, and says which object it is about")
    void each() {
        BatchResult result = BatchResult.each(BATCH, change -> made(change, "b"));

        assertThat(result.results().stream().map(BatchResultTest::told))
                .containsExactly("id-a", "any#Soft/b failed", "id-c");
    }

    @Test
    @DisplayName("A failure that names another object keeps it")
    void aboutAnother() {
        ResourceId other = new ResourceId("any#Soft", "other");
        BatchResult result = BatchResult.each(BATCH, change -> {
            throw new ProviderException(ErrorKind.IN_USE, "used").about(other);
        });

        assertThat(result.results().stream().map(BatchResultTest::told)).containsOnly("any#Soft/other failed");
    }

    @Test
    @DisplayName("The rest is done only for what is done so far, and can fail too")
    void andThen() {
        List<String> rest = new ArrayList<>();
        BatchResult result = BatchResult.each(BATCH, change -> made(change, "a"))
                .andThen(BATCH, change -> {
                    rest.add(change.resource().name());
                    failFor(change, "b");
                });

        assertThat(rest).containsExactly("b", "c");
        assertThat(result.results().stream().map(BatchResultTest::told))
                .containsExactly("any#Soft/a failed", "any#Soft/b failed", "id-c");
    }
}
