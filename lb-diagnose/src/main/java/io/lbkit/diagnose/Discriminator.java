package io.lbkit.diagnose;

import io.lbkit.model.finding.InvalidValueException;

/**
 * What tells the backends that requests do not reach from those that they reach: a node, a zone, a revision, a port or a family
 * that most of the former have and most of the latter have not. It says where to look, not what is wrong.
 *
 * @param trait what is compared
 * @param value what the failing backends have, for example {@code worker-2}
 * @param failing how many backends with that value requests do not reach, at least 2
 * @param having how many backends have that value and are known to be reached or not
 * @param otherFailing how many of the others requests do not reach, from 0
 * @param others how many others are known to be reached or not, at least 1
 */
public record Discriminator(Trait trait, String value, int failing, int having, int otherFailing, int others) {
    /** What backends can have in common. */
    public enum Trait {
        /** The port of the Service. */
        PORT("port"),
        /** The family of the addresses. */
        FAMILY("family"),
        /** The ReplicaSet that owns the pod, or the revision that its workload marked it with. */
        REVISION("revision"),
        /** The zone of the node. */
        ZONE("zone"),
        /** The node that the pod runs on. */
        NODE("node");

        private final String label;

        Trait(String label) {
            this.label = label;
        }

        /** {@return the name used in text and JSON, for example {@code node}} */
        public String label() {
            return label;
        }
    }

    /**
     * Checks the counts.
     *
     * @param trait what is compared
     * @param value what the failing backends have
     * @param failing how many with that value fail
     * @param having how many have that value
     * @param otherFailing how many of the others fail
     * @param others how many others there are
     * @throws InvalidValueException if more fail than there are
     */
    public Discriminator {
        if (failing > having || otherFailing > others) {
            throw InvalidValueException.of("failing", failing, "no more fail than there are");
        }
    }

    /** {@return one sentence with the counts on both sides} */
    public String message() {
        return "Of the " + having + " ways over " + trait.label() + " " + value + " " + failing + " fail, of the "
                + others + " others " + otherFailing + ".";
    }
}
