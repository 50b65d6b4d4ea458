package io.lbkit.examples.propertytests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.testkit.jqwik.LbArbitraries;
import io.lbkit.testkit.jqwik.LbDomain;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

@Domain(LbDomain.class)
class AnnouncerProperties {
    @Property(tries = 500)
    @Label("Every Service that has a load balancer is found under a name, and nothing else is")
    void announcesWhatThereIs(@ForAll ClusterSnapshot cluster) {
        check(new ZoneAnnouncer(), cluster);
    }

    private static void check(Announcer announcer, ClusterSnapshot cluster) {
        long wanted = cluster.services().stream()
                .filter(Service::wantsLoadBalancer)
                .filter(service -> !service.ingress().isEmpty())
                .count();
        assertThat(announcer.records(cluster)).hasSize(Math.toIntExact(wanted));
    }

    @Example
    @Label("Generated clusters find the announcer that announces what is being deleted")
    void forgetful() {
        assertThat(finds(new ForgetfulAnnouncer())).isTrue();
    }

    @Example
    @Label("Generated clusters find the announcer that knows no domain names")
    void numbersOnly() {
        assertThat(finds(new NumbersOnlyAnnouncer())).isTrue();
    }

    private static boolean finds(Announcer announcer) {
        return LbArbitraries.clusters()
                .sampleStream()
                .limit(2_000)
                .anyMatch(cluster -> fails(() -> check(announcer, cluster)));
    }

    private static boolean fails(ThrowingCallable test) {
        return catchThrowable(test) != null;
    }
}
