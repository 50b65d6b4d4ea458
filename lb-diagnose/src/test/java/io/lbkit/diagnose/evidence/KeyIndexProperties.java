package io.lbkit.diagnose.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class KeyIndexProperties {
    private static final int THREADS = 8;

    @Property(tries = 300)
    @Label("finds the words that have a letter, in their order and as often as they have it, whoever asked before")
    void sameAsSearch(
            @ForAll @Size(max = 12) List<@StringLength(max = 4) @CharRange(from = 'a', to = 'd') String> words,
            @ForAll @Size(min = 1, max = 6) List<@CharRange(from = 'a', to = 'e') Character> questions) {
        KeyIndex<Character, String> index = new KeyIndex<>(
                words,
                (word, found) -> word.chars().mapToObj(letter -> (char) letter).forEach(found));

        for (Character letter : questions) {
            assertThat(index.under(letter))
                    .isEqualTo(words.stream()
                            .flatMap(word ->
                                    word.chars().filter(each -> each == letter).mapToObj(each -> word))
                            .toList());
        }
    }

    @Example
    @Label("many threads that ask at once share one value, which is worked out once")
    void once() throws InterruptedException, ExecutionException {
        AtomicInteger calls = new AtomicInteger();
        Lazy<Integer> lazy = new Lazy<>(calls::incrementAndGet);
        assertThat(calls).hasValue(0);

        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<Integer> question = lazy::get;
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(THREADS * THREADS, question))) {
                assertThat(answer.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(calls).hasValue(1);
    }
}
