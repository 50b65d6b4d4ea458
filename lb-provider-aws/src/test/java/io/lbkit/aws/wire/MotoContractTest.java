package io.lbkit.aws.wire;

import io.lbkit.testkit.aws.MotoServer;
import io.lbkit.testkit.conformance.ProviderHarness;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract of a provider through the real SDK against the emulator. */
@Tag("wire")
class MotoContractTest extends AwsWireContract {
    private static final int NODES = 5;

    private static MotoServer moto;

    @BeforeAll
    static void start() {
        moto = MotoServer.startOrSkip();
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    @Override
    protected ProviderHarness open() {
        return new AwsHarness(MotoBed.of(moto, NODES));
    }

    /** The emulator is slow. {@link AwsContractTest} disturbs every change of the same provider. */
    @Override
    protected int sweepStride() {
        return 5;
    }

    /** {@code docs/reference/aws-test-beds.md} has the differences by these names. */
    @Override
    protected Map<String, String> brokenByCloud() {
        return Map.of("LBP-503", "anUnknownTargetCannotLeave");
    }

    @Override
    protected int mostNodes() {
        return NODES;
    }
}
