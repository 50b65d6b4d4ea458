package io.lbkit.benchmarks;

import io.lbkit.diagnose.Diagnoser;
import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.BackendMode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Services are diagnosed from a dump in memory, with a heap that holds the dump and the results of all Services. There are 15
 * pods for each Service and one node for two. Every run makes a dump first, so few of them are the default; {@link DiagnosisCpu}
 * measures every mode and size.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Threads(1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class DiagnosisBenchmark {
    /** How many Services there are. */
    @Param({"100", "10000"})
    public int services;

    /** How Services are spread over namespaces. */
    @Param
    public Layout layout = Layout.MANY_NAMESPACES;

    /** What load balancers send to. */
    @Param("POD_IP")
    public BackendMode mode = BackendMode.POD_IP;

    /** How many requests were seen to each Service. */
    @Param("0")
    public int flows;

    private WorldDraft draft = new WorldDraft(services, layout, mode, flows);
    private DiagnosisInput input = DiagnosisInput.of(ClusterSnapshot.empty());
    private Diagnoser diagnoser = Diagnoser.of(input);
    private int next;

    /** Makes the dump, and checks that the faults are found and nothing else. */
    @Setup
    public void dump() {
        draft = new WorldDraft(services, layout, mode, flows);
        input = DiagnosisWorld.input(draft);
        diagnoser = Diagnoser.of(input);
        DiagnosisWorld.requireFaults(draft, diagnoser.all());
    }

    /** A diagnoser is made, and says of every Service what is wrong with it; all results are kept. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    @Measurement(iterations = 5)
    public List<Diagnosis> allServices() {
        return Diagnoser.of(input).all();
    }

    /** A diagnoser is made for one Service, another one each time. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 20)
    @Measurement(iterations = 40)
    public Diagnosis oneServiceFromTheDump() {
        return Diagnoser.of(input).diagnose(nextKey()).orElseThrow();
    }

    /** A diagnoser that exists is asked about a Service, another one each time. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 2, time = 1)
    @Measurement(iterations = 3, time = 1)
    public Diagnosis oneServiceMore() {
        return diagnoser.diagnose(nextKey()).orElseThrow();
    }

    private ServiceKey nextKey() {
        next = next + 1 == services ? 0 : next + 1;
        return draft.key(next);
    }
}
