package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Rules 8xx. A small life of a Service, made, edited, scaled and deleted, is told again and again: each time something else
 * goes wrong, and each time the cloud is the same in the end.
 */
abstract class InterruptionRules extends Section {
    private static final int EDIT = 1;

    InterruptionRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    private List<ClusterSnapshot> life() {
        ClusterSnapshot edited =
                sample.with(4, sample.edits().get(EDIT).change().apply(sample.service(1)), sample.service(2));
        return List.of(oneService(), edited, noService());
    }

    @Rule(id = "LBP-801", text = "Whoever dies between any two changes finds the way on after a restart")
    void diesAnywhere() {
        sweep(Trouble.Kind.DEATH);
    }

    @Rule(id = "LBP-802", text = "A change that did not arrive is made up for, whichever it is")
    void losesAnyCall() {
        sweep(Trouble.Kind.LOST_CALL);
    }

    @Rule(id = "LBP-803", text = "An answer that did not arrive does no harm, whichever it is")
    void losesAnyAnswer() {
        sweep(Trouble.Kind.LOST_ANSWER);
    }

    private void sweep(Trouble.Kind kind) {
        List<SortedMap<ResourceId, String>> expected = undisturbed();
        boolean reached = true;
        for (int at = 0; reached; at += contract.sweepStride()) {
            closeAll();
            opened.clear();
            fresh();
            reached = isSameAfter(kind, at, expected);
        }
    }

    private List<SortedMap<ResourceId, String>> undisturbed() {
        List<SortedMap<ResourceId, String>> states = new ArrayList<>();
        for (ClusterSnapshot cluster : life()) {
            bench.converge("undisturbed", cluster);
            states.add(bench.state(cluster));
        }
        return states;
    }

    /** Whether the change of that number was reached. */
    private boolean isSameAfter(Trouble.Kind kind, int at, List<SortedMap<ResourceId, String>> expected) {
        Trouble trouble = new Trouble(bench.provider(), kind, at);
        Bench disturbed = bench.with(trouble);
        List<ClusterSnapshot> life = life();
        for (int phase = 0; phase < life.size(); phase++) {
            ClusterSnapshot cluster = life.get(phase);
            String what = kind + " at change " + at + ", phase " + (phase + 1);
            Bench next = disturbed;
            try {
                disturbed.run(what, disturbed.plan(cluster));
            } catch (Trouble.Death death) {
                bench.note("the process dies at change " + at);
                harness.settle();
                next = bench.with(harness.restarted());
            }
            if (trouble.happened()) {
                next.converge(what, cluster);
                assertThat(next.state(cluster)).as("the cloud after " + what).isEqualTo(expected.get(phase));
                next.converge(what + ", no Service", noService());
                assertThat(next.ours()).as("what is left of ours after " + what).isEmpty();
                return true;
            }
        }
        return false;
    }

    @Rule(id = "LBP-804", text = "Every batch may be applied twice")
    void repeatsEveryBatch() {
        List<SortedMap<ResourceId, String>> expected = undisturbed();
        fresh();
        List<String> refused = new ArrayList<>();
        Bench repeated = bench.with(new Passing(bench.provider()) {
            @Override
            public BatchResult apply(ChangeBatch batch) {
                BatchResult first = super.apply(batch);
                BatchResult second = super.apply(batch);
                for (int i = 0; i < batch.changes().size(); i++) {
                    boolean refusal = first.results().get(i) instanceof ChangeResult.Done
                            && second.results().get(i) instanceof ChangeResult.Failed;
                    // Whoever repeats a change of an attribute may be told that the object is another one by now.
                    if (refusal && !(batch.changes().get(i) instanceof Change.Update)) {
                        refused.add(batch.changes().get(i).getClass().getSimpleName() + " "
                                + batch.changes().get(i).id() + ": "
                                + second.results().get(i));
                    }
                }
                return first;
            }
        });
        for (int phase = 0; phase < life().size(); phase++) {
            ClusterSnapshot cluster = life().get(phase);
            repeated.converge("every batch twice, phase " + (phase + 1), cluster);
            assertThat(repeated.state(cluster))
                    .as("the cloud after phase " + (phase + 1))
                    .isEqualTo(expected.get(phase));
        }
        assertThat(refused).as("changes that failed when they were repeated").isEmpty();
    }
}
