package io.lbkit.reconcile.spi;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proof of ownership and what was applied last, as one line of text: for a backend that keeps a comment, a description or a
 * label with an object.
 *
 * <p>The line has a word {@code owner=CLUSTER/NAMESPACE/NAME@UID} for each owner, and {@code applied=SPEC,VERSION} and {@code
 * members=FINGERPRINT} as far as they are known. In names, all but letters, digits and {@code .-_*} is written as in a form of the
 * web, so that a word has no space.
 *
 * @param owners who the object belongs to; none means that it is not ours
 * @param applied what was applied last, if that is known
 */
public record OwnershipMark(SortedSet<Owner> owners, Optional<Applied> applied) {
    private static final OwnershipMark NONE = new OwnershipMark(new TreeSet<>(), Optional.empty());
    private static final Pattern OWNER = Pattern.compile("owner=([^/@]+)(?:/([^/@]+)/([^/@]+)(?:@([^/@]*))?)?");
    private static final Pattern APPLIED = Pattern.compile("applied=([0-9a-f]{32}),(.*)");
    private static final Pattern MEMBERS = Pattern.compile("members=([0-9a-f]{32})");

    /**
     * Copies the set.
     *
     * @param owners who the object belongs to; none means that it is not ours
     * @param applied what was applied last, if that is known
     */
    public OwnershipMark {
        owners = Collections.unmodifiableSortedSet(new TreeSet<>(owners));
    }

    /**
     * {@return the mark of an object}
     *
     * @param resource the object
     */
    public static OwnershipMark of(Resource resource) {
        return new OwnershipMark(resource.owners(), resource.applied());
    }

    /**
     * Reads a line.
     *
     * @param text what is stored with an object
     * @return the mark; one without owners if the text is no mark, or one that somebody garbled
     */
    public static OwnershipMark parse(String text) {
        SortedSet<Owner> owners = new TreeSet<>();
        Optional<Applied> applied = Optional.empty();
        try {
            for (String word : text.strip().split("\\s+", -1)) {
                Matcher owner = OWNER.matcher(word);
                Matcher attributes = APPLIED.matcher(word);
                Matcher members = MEMBERS.matcher(word);
                if (owner.matches()) {
                    owners.add(owner(owner));
                } else if (attributes.matches()) {
                    Fingerprint spec = new Fingerprint(attributes.group(1));
                    applied = Optional.of(new Applied(spec, Optional.empty(), decoded(attributes.group(2))));
                } else if (members.matches()) {
                    Fingerprint pool = new Fingerprint(members.group(1));
                    applied = applied.map(mark -> mark.withMembers(Optional.of(pool)));
                } else {
                    return NONE;
                }
            }
        } catch (IllegalArgumentException garbled) {
            return NONE;
        }
        return new OwnershipMark(owners, applied);
    }

    private static Owner owner(Matcher words) {
        Optional<ServiceKey> service = Optional.ofNullable(words.group(2))
                .map(namespace -> ServiceKey.of(decoded(namespace), decoded(words.group(3))));
        Optional<String> uid = Optional.ofNullable(words.group(4)).map(OwnershipMark::decoded);
        return new Owner(decoded(words.group(1)), service, uid);
    }

    /** {@return the line, without a line break} */
    public String text() {
        List<String> words = new ArrayList<>();
        for (Owner owner : owners) {
            words.add("owner=" + encoded(owner.cluster())
                    + owner.service()
                            .map(key -> "/" + encoded(key.namespace()) + "/" + encoded(key.name()))
                            .orElse("")
                    + owner.uid().map(uid -> "@" + encoded(uid)).orElse(""));
        }
        applied.ifPresent(mark -> words.add("applied=" + mark.spec() + "," + encoded(mark.designVersion())));
        applied.flatMap(Applied::members).ifPresent(members -> words.add("members=" + members));
        return String.join(" ", words);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String decoded(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }
}
