package io.lbkit.testkit.simulation;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.testkit.cloud.CloudShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happens to a cluster and its cloud, and the seed of all chance in between. Equal histories run alike, so the text of a
 * history is all that it takes to run it again. Immutable.
 *
 * @param seed decides about every lag, and about chance
 * @param shape the shape of the cloud
 * @param moments what happens, in order
 */
public record History(long seed, CloudShape shape, List<Moment> moments) {
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,19})(?: ([a-z-]+))?:(.*)");
    private static final int FEWEST = 6;
    private static final int MOST = 24;

    /**
     * Copies the list.
     *
     * @param seed decides about every lag, and about chance
     * @param shape the shape of the cloud
     * @param moments what happens, in order
     */
    public History {
        moments = List.copyOf(moments);
    }

    /**
     * A history in a cloud of separate objects.
     *
     * @param seed decides about every lag, and about chance
     * @param moments what happens, in order
     */
    public History(long seed, List<Moment> moments) {
        this(seed, CloudShape.SEPARATE_OBJECTS, moments);
    }

    /**
     * {@return the same history in a cloud of another shape}
     *
     * @param other the shape
     */
    public History in(CloudShape other) {
        return new History(seed, other, moments);
    }

    /**
     * The history that belongs to a seed: up to two dozen things happen, after at least one Service was deployed. Seeds that
     * follow each other take the shapes of clouds in turn.
     *
     * @param seed any number
     * @return the history
     */
    public static History ofSeed(long seed) {
        return ofSeed(seed, EnumSet.allOf(Verb.class));
    }

    /**
     * The history that belongs to a seed where only some things happen, for somebody who looks for one kind of trouble. Each
     * begins with a Service that is deployed.
     *
     * @param seed any number
     * @param verbs what may happen
     * @return the history
     * @throws InvalidValueException if nothing may happen
     */
    public static History ofSeed(long seed, Set<Verb> verbs) {
        List<Verb> possible = Stream.of(Verb.values()).filter(verbs::contains).toList();
        if (possible.isEmpty()) {
            throw InvalidValueException.of("verbs", "[]", "something may happen in a history");
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(0, Verb.DEPLOY, 0, random.nextInt(10)));
        int size = FEWEST + random.nextInt(MOST - FEWEST);
        while (moments.size() < size) {
            boolean soon = random.nextInt(3) > 0;
            int pause = soon ? random.nextInt(20) : random.nextInt(180);
            moments.add(new Moment(pause, verb(random, possible), random.nextInt(10), random.nextInt(10)));
        }
        CloudShape[] shapes = CloudShape.values();
        return new History(seed, shapes[(int) Math.floorMod(seed, (long) shapes.length)], moments);
    }

    private static Verb verb(SplittableRandom random, List<Verb> possible) {
        int left = random.nextInt(possible.stream().mapToInt(Verb::frequency).sum());
        for (Verb verb : possible) {
            left -= verb.frequency();
            if (left < 0) {
                return verb;
            }
        }
        throw new IllegalStateException("frequencies do not add up");
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param text the text, for example {@code 42 one-document: +0 deploy 0 3; +60 roll 0 1}; without a shape, objects are separate
     * @return the history
     * @throws InvalidValueException if it has another form
     */
    public static History parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw InvalidValueException.of("history", text, "a history is written SEED SHAPE: MOMENT; MOMENT");
        }
        CloudShape shape = Arrays.stream(CloudShape.values())
                .filter(known -> form.group(2) == null || label(known).equals(form.group(2)))
                .findFirst()
                .orElseThrow(
                        () -> InvalidValueException.of("shape", form.group(2), "no shape of a cloud has this name"));
        List<Moment> moments = Arrays.stream(form.group(3).split(";"))
                .map(String::strip)
                .filter(moment -> !moment.isEmpty())
                .map(Moment::parse)
                .toList();
        return new History(Long.parseLong(form.group(1)), shape, moments);
    }

    private static String label(CloudShape shape) {
        return shape.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The smallest history that still does what this one does: moments are left out and pauses cut as long as that is so.
     *
     * @param still whether a history does it; asked some hundred times
     * @return this history, or a smaller one
     */
    public History smallest(Predicate<History> still) {
        History smallest = this;
        boolean smaller = true;
        while (smaller) {
            Optional<History> next = smallest.simpler().filter(still).findFirst();
            smaller = next.isPresent();
            smallest = next.orElse(smallest);
        }
        return smallest;
    }

    /** Halves first, then single moments, then pauses. */
    private Stream<History> simpler() {
        List<History> simpler = new ArrayList<>();
        for (int length = moments.size() / 2; length > 0; length /= 2) {
            for (int from = 0; from + length <= moments.size(); from += length) {
                List<Moment> fewer = new ArrayList<>(moments.subList(0, from));
                fewer.addAll(moments.subList(from + length, moments.size()));
                simpler.add(new History(seed, shape, fewer));
            }
        }
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            if (moment.pause() > 0) {
                List<Moment> sooner = new ArrayList<>(moments);
                sooner.set(i, new Moment(moment.pause() / 2, moment.verb(), moment.which(), moment.amount()));
                simpler.add(new History(seed, shape, sooner));
            }
        }
        return simpler.stream();
    }

    /** {@return its text, which {@link #parse} reads} */
    @Override
    public String toString() {
        String where = shape == CloudShape.SEPARATE_OBJECTS ? "" : " " + label(shape);
        return seed + where + ": " + moments.stream().map(Moment::toString).collect(Collectors.joining("; "));
    }
}
