package io.lbkit.model.cluster;

/**
 * How a workload replaces its pods when its template changes.
 *
 * @param type how
 * @param maxUnavailable how many pods may be missing meanwhile; counts for {@link Type#ROLLING_UPDATE} alone
 * @param maxSurge how many pods there may be beyond what is wanted; counts for {@link Type#ROLLING_UPDATE} alone
 */
public record UpdateStrategy(Type type, IntOrPercent maxUnavailable, IntOrPercent maxSurge) {
    /** How pods are replaced. */
    public enum Type implements ApiName {
        /** A few at a time. */
        ROLLING_UPDATE("RollingUpdate"),
        /** All old pods go before a new one comes. */
        RECREATE("Recreate"),
        /** A pod is replaced when somebody deletes it. */
        ON_DELETE("OnDelete");

        private final String apiName;

        Type(String apiName) {
            this.apiName = apiName;
        }

        @Override
        public String apiName() {
            return apiName;
        }

        @Override
        public String toString() {
            return apiName;
        }
    }

    /**
     * How many pods a rollout may take away at once, as the controller of the kind rounds it: that of Deployments rounds down, and
     * takes one where neither a missing nor a further pod is allowed.
     *
     * @param kind the kind of the workload
     * @param desired how many pods it wants, from 0
     * @return the number, from 0 to what is wanted
     */
    public int unavailable(WorkloadKind kind, int desired) {
        return switch (type) {
            case RECREATE -> desired;
            case ON_DELETE -> 0;
            case ROLLING_UPDATE -> Math.min(desired, rolling(kind, desired));
        };
    }

    private int rolling(WorkloadKind kind, int desired) {
        int missing = kind == WorkloadKind.DEPLOYMENT
                ? maxUnavailable.roundedDown(desired)
                : maxUnavailable.roundedUp(desired);
        return missing == 0 && maxSurge.roundedUp(desired) == 0 ? 1 : missing;
    }
}
