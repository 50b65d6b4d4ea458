package io.lbkit.testkit.conformance;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.testkit.cloud.Fault;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A simulated cloud under the conformance kit, behind the provider itself or a broken one. */
class SimulatedHarness implements ProviderHarness {
    private static final Duration LAG = Duration.ofSeconds(5);

    private final SimulatedCloud cloud;
    private final Function<SimulatedCloud, LoadBalancerProvider> process;
    private final LoadBalancerProvider provider;

    SimulatedHarness(SimulatedCloud cloud, Function<SimulatedCloud, LoadBalancerProvider> process) {
        this.cloud = cloud;
        this.process = process;
        this.provider = process.apply(cloud);
    }

    @Override
    public LoadBalancerProvider provider() {
        return provider;
    }

    @Override
    public LoadBalancerProvider restarted() {
        return process.apply(cloud);
    }

    // docs: harness
    @Override
    public List<ServiceEdit> edits() {
        return List.of(
                ServiceEdit.annotation("simulated.lbkit.io/scheme", "internal"),
                ServiceEdit.annotation("simulated.lbkit.io/mode", "ip"));
    }

    @Override
    public void settle() {
        cloud.advance(LAG);
    }

    @Override
    public void hide(ResourceKind kind) {
        cloud.faults()
                .add(Fault.unreadable(kind.name() + "/*", ErrorKind.TRANSIENT).always());
    }

    @Override
    public void provoke(ErrorKind kind) {
        cloud.faults().add(Fault.refusing(kind));
    }
    // docs: end

    @Override
    public long calls() {
        return cloud.calls().size();
    }

    @Override
    public void edit(Resource observed, String attribute, SpecValue value) {
        set(observed, observed.kind().attribute(attribute).orElseThrow(), value);
    }

    private <T> void set(Resource observed, Attribute<T> attribute, SpecValue value) {
        cloud.console().set(observed.id(), attribute, attribute.decode(value));
    }
}
