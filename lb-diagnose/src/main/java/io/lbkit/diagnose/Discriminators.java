package io.lbkit.diagnose;

import io.lbkit.diagnose.Discriminator.Trait;
import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what the failing ways have in common: of each value of each trait, how much knowing it says of failing or not (its
 * information gain). Only what says at least half of all there is to know is named, so that a coincidence is not.
 */
final class Discriminators {
    private static final double ENOUGH = 0.5;
    private static final double SAME = 1e-9;
    private static final List<String> REVISION_LABELS = List.of("controller-revision-hash", "pod-template-hash");

    private final ServiceCase about;

    private record Way(boolean fails, Map<Trait, String> traits) {}

    private record Scored(Discriminator discriminator, double gain) {}

    private Discriminators(ServiceCase about) {
        this.about = about;
    }

    /** {@return the best of ways of which some fail and some do not, and those that are as good, in the order of the traits} */
    static List<Discriminator> of(ServiceCase about, List<Chain> counted) {
        List<Chain> settled = counted.stream()
                .filter(chain -> chain.delivers() != HopState.UNKNOWN)
                .toList();
        return new Discriminators(about).best(settled);
    }

    private List<Discriminator> best(List<Chain> chains) {
        List<Way> ways = chains.stream()
                .map(chain -> new Way(chain.delivers() == HopState.FAIL, traits(chain)))
                .toList();
        List<Scored> scored =
                Stream.of(Trait.values()).flatMap(trait -> ofTrait(trait, ways)).toList();
        double best = scored.stream().mapToDouble(Scored::gain).max().orElse(0);
        return scored.stream()
                .filter(each -> each.gain() >= best - SAME)
                .map(Scored::discriminator)
                .toList();
    }

    private static Stream<Scored> ofTrait(Trait trait, List<Way> ways) {
        return ways.stream()
                .flatMap(way -> Optional.ofNullable(way.traits().get(trait)).stream())
                .distinct()
                .sorted()
                .flatMap(value -> scored(trait, value, ways).stream());
    }

    private static Optional<Scored> scored(Trait trait, String value, List<Way> ways) {
        List<Way> having = new ArrayList<>();
        List<Way> others = new ArrayList<>();
        ways.forEach(way -> (value.equals(way.traits().get(trait)) ? having : others).add(way));
        int failing = failing(having);
        int otherFailing = failing(others);
        boolean worse = failing > 1 && !others.isEmpty() && share(failing, having) > share(otherFailing, others);
        if (!worse) {
            return Optional.empty();
        }
        double all = entropy(failing + otherFailing, ways.size());
        double left =
                (having.size() * entropy(failing, having.size()) + others.size() * entropy(otherFailing, others.size()))
                        / ways.size();
        return Optional.of(new Scored(
                        new Discriminator(trait, value, failing, having.size(), otherFailing, others.size()),
                        all - left))
                .filter(each -> each.gain() >= ENOUGH * all);
    }

    private static int failing(List<Way> ways) {
        return (int) ways.stream().filter(Way::fails).count();
    }

    private static double share(int failing, List<Way> ways) {
        return (double) failing / ways.size();
    }

    /** The bits that one needs to say whether one of them fails. */
    private static double entropy(int failing, int all) {
        double share = (double) failing / all;
        return failing == 0 || failing == all ? 0 : -share * log2(share) - (1 - share) * log2(1 - share);
    }

    private static double log2(double number) {
        return Math.log(number) / Math.log(2);
    }

    private Map<Trait, String> traits(Chain chain) {
        Map<Trait, String> traits = new EnumMap<>(Trait.class);
        port(chain).ifPresent(port -> {
            traits.put(Trait.PORT, port.port().label());
            traits.put(Trait.FAMILY, port.family().label());
        });
        Optional<Pod> pod = pod(chain);
        pod.flatMap(Discriminators::revision).ifPresent(revision -> traits.put(Trait.REVISION, revision));
        pod.flatMap(Pod::nodeName).ifPresent(node -> {
            traits.put(Trait.NODE, node);
            about.node(node).flatMap(Node::zone).ifPresent(zone -> traits.put(Trait.ZONE, zone));
        });
        return traits;
    }

    private Optional<PortCase> port(Chain chain) {
        return about.ports().stream()
                .filter(port -> port.label().equals(chain.port()))
                .findFirst();
    }

    private Optional<Pod> pod(Chain chain) {
        String prefix = about.service().key().namespace() + "/";
        return chain.subject() == Chain.Subject.POD && chain.name().startsWith(prefix)
                ? about.cluster()
                        .pod(ObjectKey.of(
                                about.service().key().namespace(), chain.name().substring(prefix.length())))
                : Optional.empty();
    }

    /** A ReplicaSet is one revision of its workload; the pods of other workloads carry a label. */
    private static Optional<String> revision(Pod pod) {
        return pod.owner()
                .filter(owner -> owner.startsWith("ReplicaSet/"))
                .or(() -> REVISION_LABELS.stream()
                        .flatMap(label -> Optional.ofNullable(pod.labels().get(label)).stream())
                        .findFirst());
    }
}
