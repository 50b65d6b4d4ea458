package io.lbkit.testkit.conformance;

import io.lbkit.reconcile.spi.ErrorKind;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link io.lbkit.reconcile.spi.LoadBalancerProvider} as tests. Extend it, say how to make a harness, answer
 * the questions, and run it with JUnit:
 *
 * <pre>{@code
 * class MyProviderContractTest extends LoadBalancerProviderContract {
 *     @Override
 *     protected ProviderHarness open() {
 *         MyProvider provider = new MyProvider(new MyEmptyCloud());
 *         return () -> provider;
 *     }
 * }
 * }</pre>
 *
 * <p>Each test has a harness of its own, some have several after each other. A question that is answered with no leaves out
 * the tests that need it; they are reported as skipped with the name of the question. The defaults suit a provider about
 * whose cloud nothing is known.
 *
 * <p>The rules are listed in {@code docs/reference/provider-contract.md}. Ids never change their meaning.
 */
@DisplayNameGeneration(RuleNames.class)
public abstract class LoadBalancerProviderContract {
    /** For subclasses. */
    protected LoadBalancerProviderContract() {}

    /** {@return a new harness on an empty cloud; the kit closes it} */
    protected abstract ProviderHarness open();

    /** {@return whether {@link ProviderHarness#calls()} counts the calls of the cloud; no unless overridden} */
    protected boolean canCountCalls() {
        return false;
    }

    /** {@return whether {@link ProviderHarness#edit} works; no unless overridden} */
    protected boolean canEditBehind() {
        return false;
    }

    /** {@return whether {@link ProviderHarness#hide} works; no unless overridden} */
    protected boolean canHideParts() {
        return false;
    }

    /** {@return the kinds of errors that {@link ProviderHarness#provoke} can bring about; none unless overridden} */
    protected Set<ErrorKind> canProvoke() {
        return Set.of();
    }

    /**
     * {@return whether two clusters may use one cloud; yes unless overridden. No for a provider whose cloud belongs to one
     * cluster alone}
     */
    protected boolean servesSeveralClusters() {
        return true;
    }

    /**
     * {@return whether an object can exist that carries nobody's mark or that of another cluster, under a name that the provider
     * would give; yes unless overridden}
     */
    protected boolean canMeetForeignObjects() {
        return true;
    }

    /**
     * {@return whether each Service has an address of its own, so that several may have the same port; yes unless overridden. If
     * not, two clusters meet with different ports}
     */
    protected boolean hasAddressPerService() {
        return true;
    }

    /** {@return how many nodes a test may have, at least 4; 250 unless overridden} */
    protected int mostNodes() {
        return 250;
    }

    /**
     * {@return which change of a life is disturbed next in the sweeps of the rules 801 to 803; 1, which is every one, unless
     * overridden. A greater number is for a slow cloud whose provider passes the whole sweep elsewhere}
     */
    protected int sweepStride() {
        return 1;
    }

    /**
     * {@return the rules that the cloud of the harness breaks by itself, by their ids, each with what it does; their tests are skipped
     * with that text. None unless overridden. This is for emulators whose differences are written down, not for a provider that
     * breaks a rule}
     */
    protected Map<String, String> brokenByCloud() {
        return Map.of();
    }

    /** What the kit relies on. */
    @Nested
    @DisplayName("Harness")
    class Harness extends HarnessRules {
        Harness() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** The schema and the life of a provider. */
    @Nested
    @DisplayName("Schema and life")
    class Schema extends SchemaRules {
        Schema() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** Designs. */
    @Nested
    @DisplayName("Design")
    class Designs extends DesignRules {
        Designs() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** What a fleet may keep of a design. */
    @Nested
    @DisplayName("Locality")
    class Locality extends LocalityRules {
        Locality() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** From a design to the cloud and back. */
    @Nested
    @DisplayName("Convergence")
    class Convergence extends ConvergenceRules {
        Convergence() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** Changes of attributes. */
    @Nested
    @DisplayName("Attributes")
    class Attributes extends AttributeRules {
        Attributes() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** Members. */
    @Nested
    @DisplayName("Members")
    class Members extends MemberRules {
        Members() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** What is ours and what is not, and what is unknown. */
    @Nested
    @DisplayName("Ownership")
    class Ownership extends OwnershipRules {
        Ownership() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** Single calls and their answers. */
    @Nested
    @DisplayName("Calls")
    class Calls extends CallRules {
        Calls() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** Calls that are lost, repeated or cut short. */
    @Nested
    @DisplayName("Interruption")
    class Interruption extends InterruptionRules {
        Interruption() {
            super(LoadBalancerProviderContract.this);
        }
    }

    /** Several Services and clusters. */
    @Nested
    @DisplayName("Sharing")
    class Sharing extends SharingRules {
        Sharing() {
            super(LoadBalancerProviderContract.this);
        }
    }
}
