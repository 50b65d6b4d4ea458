package io.lbkit.examples.lbctl;

import io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The clouds on the class path. */
final class Clouds {
    private Clouds() {}

    /**
     * {@return the cloud of a name}
     *
     * @param name what {@code --cloud} says
     * @param command the command that asks, for the message
     */
    static LoadBalancerProviderFactory of(String name, CommandSpec command) {
        List<LoadBalancerProviderFactory> known = LoadBalancerProviderFactory.discover();
        return known.stream()
                .filter(candidate -> candidate.id().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "--cloud: '" + name + "' is unknown: known are "
                                + String.join(
                                        ", ",
                                        known.stream()
                                                .map(each -> each.id().name())
                                                .toList())));
    }
}
