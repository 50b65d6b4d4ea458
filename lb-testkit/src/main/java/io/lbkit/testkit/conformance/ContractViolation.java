package io.lbkit.testkit.conformance;

import java.io.Serial;

/** A rule of the contract is broken. The message names the rule, what was found, what was done before, and how to see it again. */
public final class ContractViolation extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1L;

    ContractViolation(String message, Throwable cause) {
        super(message, cause);
    }
}
