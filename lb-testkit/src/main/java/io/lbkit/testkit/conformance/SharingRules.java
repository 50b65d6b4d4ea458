package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rules 9xx. */
abstract class SharingRules extends Section {
    private static final int SERVICES = 4;
    private static final int TRIES = 30;

    SharingRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    @Rule(id = "LBP-901", text = "The end of one Service does nothing to another one")
    void othersStay() {
        ClusterSnapshot both = sample.with(sample.service(1), sample.service(2));
        ClusterSnapshot second = sample.with(sample.service(2));
        bench.apply("the second Service alone", second);
        SortedMap<ResourceId, String> before = bench.state(second);
        bench.apply("two Services", both);
        Bench.assertEmpty(bench.plan(both), "the second plan for two Services");
        bench.apply("the second Service alone again", second);

        assertThat(bench.state(second)).as("what the second Service has").isEqualTo(before);
        Bench.assertEmpty(bench.plan(second), "the plan for the second Service");
        bench.apply("no Service", noService());
        assertThat(bench.ours()).as("what is left of ours").isEmpty();
    }

    @Rule(id = "LBP-902", text = "Services may be reconciled by different threads at once")
    void servicesAreConcurrent() throws InterruptedException {
        Service[] services = new Service[SERVICES];
        for (int number = 1; number <= SERVICES; number++) {
            services[number - 1] = sample.service(number);
        }
        ClusterSnapshot all = sample.with(services);
        bench.converge("all Services, one after the other", all);
        SortedMap<ResourceId, String> expected = bench.state(all);
        fresh();
        bench.note(SERVICES + " threads, each with a Service of its own");
        concurrently(all);
        bench.converge("all Services, after the threads", all);
        assertThat(bench.state(all)).as("the cloud after the threads").isEqualTo(expected);

        bench.note("the threads again, now for the deletion of every Service but the first");
        ClusterSnapshot first = sample.with(services[0]);
        concurrently(first);
        bench.converge("one Service, after the threads", first);
        bench.converge("no Service", noService());
        assertThat(bench.ours()).as("what is left of ours").isEmpty();
    }

    /** A thread tries again when another one was faster with an object that both share. */
    private void concurrently(ClusterSnapshot cluster) throws InterruptedException {
        Threads.run(SERVICES, number -> {
            ServiceKey mine = SampleCluster.key(number);
            Plan plan = bench.plan(cluster, mine::equals);
            for (int i = 0; i < TRIES && !plan.isEmpty(); i++) {
                bench.run("thread " + number, plan);
                plan = bench.plan(cluster, mine::equals);
            }
            Bench.assertEmpty(plan, "what thread " + number + " has left to do after " + TRIES + " tries");
        });
    }

    @Rule(id = "LBP-903", text = "Two clusters with Services of the same name do not meet")
    void clustersDoNotMeet() {
        ask(contract.servesSeveralClusters(), "servesSeveralClusters()");
        Bench other = bench.ofCluster("another-cluster");
        bench.apply("one Service", oneService());
        SortedMap<ResourceId, String> before = bench.state(oneService());
        Service sameName = contract.hasAddressPerService()
                ? sample.service(1)
                : Service.builder()
                        .from(sample.service(1))
                        .ports(sample.service(5).ports())
                        .build();
        other.apply("the same Service in another cluster", sample.with(sameName));

        Bench.assertEmpty(bench.plan(oneService()), "the plan of the first cluster");
        other.apply("no Service in the other cluster", noService());
        assertThat(bench.state(oneService())).as("what the first cluster has").isEqualTo(before);
    }

    @Rule(id = "LBP-904", text = "A Service that is made anew under its old name converges")
    void recreatedServicesConverge() {
        bench.apply("one Service", oneService());
        Service again = Service.builder().from(sample.service(1)).uid("1111-1").build();

        bench.apply("the Service with another uid", sample.with(again));

        Bench.assertEmpty(bench.plan(sample.with(again)), "the second plan");
        bench.apply("no Service", noService());
        assertThat(bench.ours()).as("what is left of ours").isEmpty();
    }

    @Rule(id = "LBP-905", text = "Plans do not depend on the order in which Services came")
    void orderOfServicesDoesNotMatter() {
        List<Integer> numbers = List.of(1, 2, 3);
        SortedMap<String, SortedMap<ResourceId, String>> states = new TreeMap<>();
        ClusterSnapshot all = sample.with(sample.service(1), sample.service(2), sample.service(3));
        for (List<Integer> order : List.of(numbers, List.of(3, 1, 2), List.of(2, 3, 1))) {
            fresh();
            ClusterSnapshot cluster = sample.with();
            for (int number : order) {
                Service service = sample.service(number);
                ClusterSnapshot one = sample.with(service);
                cluster = cluster.with(service)
                        .with(one.endpointSlices(service.key()).iterator().next());
                bench.converge("Service " + number + " comes", cluster);
            }
            states.put(order.toString(), bench.state(all));
        }
        assertThat(states.values().stream().distinct().toList())
                .as("clouds after each order")
                .hasSize(1);
    }
}
