package io.lbkit.reconcile.guard;

/** Figures in sentences. */
final class Words {
    private Words() {}

    /** {@return a number with what it counts, for example {@code 2 members}} */
    static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
