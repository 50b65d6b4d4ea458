package io.lbkit.testkit.simulation;

import java.util.Locale;

/**
 * What happens in a history. Each takes two small numbers: which Service or node it is about, counted round, and an amount
 * whose meaning depends on the verb. What is not possible at its time does nothing.
 */
public enum Verb {
    /**
     * A Service is created with its workload. Of the amount, the last binary digit says whether its backends are pods instead
     * of nodes, the next whether its traffic policy is Local, and the rest, plus one, is the number of pods. Each third of the
     * number that says which Service says its families: IPv4, both, IPv6, both with IPv6 first.
     */
    DEPLOY(6),
    /** A Service is deleted with its workload. */
    DELETE(1),
    /** A workload gets another number of pods: the amount. */
    SCALE(5),
    /** A workload rolls out a new version; every third amount, its pods stop at once when they are told to end. */
    ROLL(10),
    /** A pod fails its readiness probe for half a minute, or more by the amount. */
    FLAP(4),
    /** A node is cordoned, or that ends. */
    CORDON(2),
    /** A node is cordoned and its pods end. */
    DRAIN(3),
    /** A node is cut off for a minute, or more by the amount. */
    LOSE_NODE(3),
    /** A zone is cut off for a minute, or more by the amount. */
    LOSE_ZONE(1),
    /** A node is labelled to be left out of load balancers, or that ends. */
    EXCLUDE(3),
    /** kube-proxy on a node is down for half a minute, or more by the amount. */
    STOP_PROXY(3),
    /** The annotation for the backends of a Service changes from nodes to pods, or back. */
    MODE(2),
    /** An annotation of a Service gets a value that does not exist; the next time it is mended. */
    SPOIL(1),
    /** The external traffic policy of a Service changes. */
    POLICY(2),
    /** A Service gets a second port, of UDP if the amount is odd, or loses it. */
    PORT(2),
    /** The selector of a Service matches nothing for half a minute, or more by the amount. */
    MISSPELL(1),
    /** Somebody edits the cloud behind the controller's back; the amount says what. */
    TAMPER(6),
    /** Calls of the cloud fail; which number says how, and the amount how many. */
    FAIL(8),
    /** Readers see the cloud as it was some seconds ago, for a minute. */
    LAG(2),
    /** The controller dies after some more writing calls, the amount, be it in the middle of a batch. */
    CRASH(4),
    /** The controller is ended and started again. */
    RESTART(1);

    private final int frequency;

    Verb(int frequency) {
        this.frequency = frequency;
    }

    /** {@return how often it comes, relative to the others} */
    public int frequency() {
        return frequency;
    }

    /** {@return the name used in text, for example {@code lose-node}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
