package io.lbkit.testkit.simulation;

import io.lbkit.model.lb.Member;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.testkit.cloud.Console;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.util.ArrayList;
import java.util.List;

/** A driver that takes every object with a name of ours for ours, and changes it without a look at its mark. */
final class NamesAlone extends Forwarding {
    private final Console console;

    NamesAlone(LoadBalancerProvider cloud) {
        super(cloud);
        this.console = ((SimulatedCloud) cloud).console();
    }

    @Override
    public Observation observe(ObservationScope scope) {
        Observation observation = super.observe(scope);
        return Observation.builder()
                .from(observation)
                .actual(ResourceGraph.of(observation.actual().resources().stream()
                        .map(NamesAlone::claimed)
                        .toList()))
                .build();
    }

    private static Resource claimed(Resource object) {
        return Invariants.isOurs(object)
                ? object
                : Resource.builder()
                        .from(object)
                        .owners(List.of(Owner.ofCluster(Simulation.CLUSTER_ID)))
                        .build();
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        List<ChangeResult> results = new ArrayList<>();
        for (Change change : batch.changes()) {
            ChangeBatch single = ChangeBatch.builder()
                    .key(batch.key())
                    .addChange(change)
                    .cloudIds(batch.cloudIds())
                    .build();
            results.add(
                    isForeign(change)
                            ? forced(change)
                            : super.apply(single).results().get(0));
        }
        return new BatchResult(results);
    }

    private boolean isForeign(Change change) {
        return console.objects().stream()
                .filter(object -> object.id().equals(change.id()))
                .anyMatch(object -> !Invariants.isOurs(object));
    }

    private ChangeResult forced(Change change) {
        try {
            if (change instanceof Change.Delete) {
                console.delete(change.id());
            } else if (change instanceof Change.AddMembers add) {
                console.addMembers(change.id(), add.members().asList().toArray(Member[]::new));
            } else if (change instanceof Change.RemoveMembers remove) {
                console.removeMembers(change.id(), remove.members().asList().toArray(Member[]::new));
            }
            return ChangeResult.done();
        } catch (ProviderException e) {
            return ChangeResult.failed(e);
        }
    }
}
