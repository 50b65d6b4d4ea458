package io.lbkit.examples.lbctl;

import io.lbkit.kubernetes.ClusterInput;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cluster as far as it was read, and which of its Services take part.
 *
 * @param read what was read
 * @param selection which Services take part
 * @param blocked the selected Services of type LoadBalancer that exist but could not be read
 * @param findings what is worth saying about the input, as far as it concerns the selection, sorted
 */
record Input(
        ClusterInput read, Selection selection, SortedMap<ServiceKey, Unreadable> blocked, List<Finding> findings) {
    Input {
        blocked = Collections.unmodifiableSortedMap(new TreeMap<>(blocked));
        findings = List.copyOf(findings);
    }

    static Input of(ClusterInput read, Selection selection) {
        ClusterSnapshot cluster = read.snapshot();
        SortedMap<ServiceKey, Unreadable> blocked = new TreeMap<>();
        for (ServiceKey service : read.unreadableLoadBalancers()) {
            cluster.unreadableService(service)
                    .filter(object -> selection.test(service))
                    .ifPresent(object -> blocked.put(service, object));
        }
        SortedSet<ServiceKey> loadBalancers = new TreeSet<>(read.unreadableLoadBalancers());
        cluster.services().stream()
                .filter(service -> service.type() == ServiceType.LOAD_BALANCER)
                .map(Service::key)
                .forEach(loadBalancers::add);
        SortedSet<Finding> findings = new TreeSet<>(selection.unmatched(loadBalancers, cluster.services()));
        if (loadBalancers.isEmpty() && selection.isEverything()) {
            findings.add(noLoadBalancer());
        }
        read.findings().stream().filter(selection::concerns).forEach(findings::add);
        return new Input(read, selection, blocked, List.copyOf(findings));
    }

    /** {@return the cluster} */
    ClusterSnapshot cluster() {
        return read.snapshot();
    }

    /** {@return how many objects were met} */
    int objects() {
        return read.objects().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Finding noLoadBalancer() {
        return Finding.builder()
                .code("LB-CTL-002")
                .severity(Severity.INFO)
                .kind(FindingKind.MISSING_RESOURCE)
                .domain(FaultDomain.INPUT)
                .about("--filename")
                .message("The input holds no Service of type LoadBalancer.")
                .remedy("Nothing to do, unless one was expected there.")
                .build();
    }
}
