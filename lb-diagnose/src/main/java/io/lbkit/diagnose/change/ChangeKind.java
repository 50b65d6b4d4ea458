package io.lbkit.diagnose.change;

import java.time.Duration;
import java.util.Locale;

/** What sort of change it is: how well it explains that targets become unhealthy, and how soon that shows. */
public enum ChangeKind {
    /** The selector of the Service or the labels of a pod. */
    SELECTOR(1.0, Duration.ofMinutes(2)),
    /** A pod that stopped being ready, crashed or was evicted. */
    READINESS(1.0, Duration.ofMinutes(2)),
    /** Other pods of the same workload: a new image or configuration. */
    ROLLOUT(0.9, Duration.ofMinutes(10)),
    /** A port of the Service or what it points to. */
    PORT(1.0, Duration.ofMinutes(2)),
    /** A node that went, was drained, tainted or stopped being ready. */
    NODE(0.9, Duration.ofMinutes(2)),
    /** The external traffic policy, the health-check port, or an annotation. */
    HEALTH_CHECK(1.0, Duration.ofMinutes(1)),
    /** The class or the type of the Service. */
    CLASS(0.9, Duration.ofMinutes(2)),
    /** Source ranges and NetworkPolicies. */
    FILTER(0.9, Duration.ofMinutes(1)),
    /** No pod is wanted any more: the workload was scaled to zero or deleted. */
    SCALE_TO_ZERO(1.0, Duration.ofMinutes(2)),
    /** Fewer pods are wanted, which costs no healthy target that is needed. */
    SCALE(0.1, Duration.ofMinutes(2));

    private final double mechanism;
    private final Duration reach;

    ChangeKind(double mechanism, Duration reach) {
        this.mechanism = mechanism;
        this.reach = reach;
    }

    /** {@return how well it explains unhealthy targets, 0 to 1} */
    public double mechanism() {
        return mechanism;
    }

    /** {@return the distance in time at which it explains them only by 1/e} */
    public Duration reach() {
        return reach;
    }

    /** {@return the name used in text and JSON, for example {@code health-check}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
