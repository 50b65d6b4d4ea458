package io.lbkit.benchmarks;

/** How the Services of a {@link DiagnosisWorld} are spread over namespaces. */
public enum Layout {
    /** 50 Services a namespace. */
    MANY_NAMESPACES,
    /** All of them in one. */
    ONE_NAMESPACE
}
