package io.lbkit.examples.haproxy;

import io.lbkit.examples.haproxy.client.HaproxyConfig;
import io.lbkit.examples.haproxy.client.HaproxyProcess;
import io.lbkit.examples.haproxy.client.HaproxySettings;
import io.lbkit.examples.haproxy.client.RuntimeApi;
import io.lbkit.examples.haproxy.client.Section;
import io.lbkit.examples.haproxy.client.Server;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberHealth.State;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.reconcile.spi.ProviderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Load balancers by HAProxy on this machine, for TCP. Frontends and backends are sections of its configuration file, which
 * takes a reload; servers come and go by its runtime API and are written to the file as well, so a restart keeps them.
 *
 * <p>Safe for use by many threads. One process at a time writes the file.
 */
public final class HaproxyProvider implements LoadBalancerProvider {
    /** The name of the provider. */
    public static final ProviderId ID = new ProviderId("haproxy");

    /** The load balancer class that it serves besides Services without one. */
    public static final String LOAD_BALANCER_CLASS = "lbkit.io/haproxy";

    private final HaproxySettings settings;
    private final HaproxyProcess haproxy;
    private final RuntimeApi runtime;

    /**
     * A provider.
     *
     * @param settings where HAProxy is
     */
    public HaproxyProvider(HaproxySettings settings) {
        this.settings = settings;
        this.haproxy = new HaproxyProcess(settings);
        this.runtime = haproxy.runtime();
    }

    @Override
    public ProviderId id() {
        return ID;
    }

    @Override
    public Set<ResourceKind> kinds() {
        return HaproxyKinds.all();
    }

    @Override
    public Design design(DesignRequest request) {
        return new HaproxyDesign(request, settings.addresses()).design();
    }

    /** A design looks at the Service and its backends alone, so a fleet designs only what changed. */
    @Override
    public boolean designsLocally() {
        return true;
    }

    // docs: observe
    @Override
    public synchronized Observation observe(ObservationScope scope) {
        HaproxyConfig config = haproxy.read();
        boolean loaded = runtime.generation() == config.generation();
        Map<String, List<Server>> servers = runtime.servers().stream().collect(Collectors.groupingBy(Server::backend));
        List<Resource> actual = new ArrayList<>();
        Map<ResourceId, Map<MemberKey, MemberHealth>> health = new TreeMap<>();
        for (Section section : config.sections()) {
            Optional<Resource> resource = Sections.resource(section, loaded);
            if (resource.filter(found -> found.kind().equals(HaproxyKinds.BACKEND))
                    .isPresent()) {
                List<Server> present = servers.getOrDefault(resource.get().name(), List.of());
                actual.add(withMembers(resource.get(), present));
                health.put(resource.get().id(), health(present));
            } else {
                resource.ifPresent(actual::add);
            }
        }
        return Observation.builder()
                .actual(ResourceGraph.of(actual))
                .health(health)
                .build();
    }

    /** A server that was taken out is no member any more, even while it keeps connections. */
    private static Resource withMembers(Resource backend, List<Server> servers) {
        List<Member> members = servers.stream()
                .filter(server -> !server.isOut())
                .map(Sections::member)
                .toList();
        return Resource.builder().from(backend).members(MemberSet.of(members)).build();
    }
    // docs: end

    // docs: health
    private static Map<MemberKey, MemberHealth> health(List<Server> servers) {
        Map<MemberKey, MemberHealth> health = new TreeMap<>();
        servers.stream()
                .filter(server -> !server.isOut() || server.connections() > 0)
                .forEach(server -> health.put(Sections.member(server).key(), health(server)));
        return health;
    }

    private static MemberHealth health(Server server) {
        if (server.isOut() || server.weight() == 0) {
            return server.connections() > 0
                    ? new MemberHealth(State.DRAINING, server.connections() + " connections left")
                    : new MemberHealth(State.UNUSED, "drained");
        }
        boolean checked = !server.check().startsWith("INI") && !server.status().matches("DOWN \\d+/\\d+");
        State state = server.status().startsWith("UP") ? State.HEALTHY : State.UNHEALTHY;
        return new MemberHealth(checked ? state : State.INITIAL, server.check());
    }
    // docs: end

    // docs: apply
    @Override
    public synchronized BatchResult apply(ChangeBatch batch) {
        HaproxyConfig before = haproxy.read();
        boolean loaded = runtime.generation() == before.generation();
        HaproxyConfig after = before;
        List<ChangeResult> results = new ArrayList<>();
        for (Change change : batch.changes()) {
            try {
                after = Sections.edited(after, change);
                results.add(ChangeResult.done());
            } catch (ProviderException refused) {
                results.add(ChangeResult.failed(refused.about(change.id())));
            }
        }
        boolean onlyServers = batch.changes().stream().allMatch(HaproxyProvider::isAboutServers);
        if (!onlyServers && !(loaded && after.equals(before))) {
            haproxy.load(after);
        } else if (!after.equals(before)) {
            haproxy.write(after);
        }
        for (int i = 0; i < results.size(); i++) {
            Change change = batch.changes().get(i);
            if (isAboutServers(change) && results.get(i) instanceof ChangeResult.Done) {
                results.set(i, move(change));
            }
        }
        removeDrained(after);
        return new BatchResult(results);
    }
    // docs: end

    private static boolean isAboutServers(Change change) {
        return change instanceof Change.AddMembers || change instanceof Change.RemoveMembers;
    }

    private ChangeResult move(Change change) {
        boolean coming = change instanceof Change.AddMembers;
        MemberSet members =
                change instanceof Change.AddMembers add ? add.members() : ((Change.RemoveMembers) change).members();
        Map<String, Server> present = servers(change.resource());
        StringBuilder answers = new StringBuilder();
        for (Member member : members) {
            Optional<Server> server = Optional.ofNullable(present.get(Sections.name(member)));
            String commands = coming ? arrival(change.resource(), member, server) : departure(server);
            answers.append(commands.isEmpty() ? "" : runtime.ask(commands));
        }
        // The answers have no codes, so what came of the commands decides.
        Map<String, Server> now = servers(change.resource());
        for (Member member : members) {
            Server server = now.get(Sections.name(member));
            if (coming != (server != null && !server.isOut())) {
                return ChangeResult.failed(
                        new ProviderException(ErrorKind.INVALID, member.key() + " did not move: " + answers)
                                .about(change.id()));
            }
        }
        return ChangeResult.done();
    }

    private Map<String, Server> servers(Resource backend) {
        return runtime.servers().stream()
                .filter(server -> server.backend().equals(backend.name()))
                .collect(Collectors.toMap(Server::name, Function.identity()));
    }

    // docs: servers-move
    /** A new server counts as down until its checks pass, so that nobody is sent to one that does not answer yet. */
    private static String arrival(Resource backend, Member member, Optional<Server> present) {
        String name = backend.name() + "/" + Sections.name(member);
        if (present.isPresent()) {
            return "set server " + name + " addr " + member.address().orElseThrow() + " port "
                    + member.port().orElseThrow() + "; set server " + name + " weight " + Sections.weight(member)
                    + "; set server " + name + " state ready";
        }
        return "add server " + name + " " + Sections.settings(member) + " "
                + backend.get(HaproxyKinds.DEFAULT_SERVER).orElse("") + "; enable health " + name + "; set server "
                + name + " state drain; set server " + name + " health down; set server " + name + " state ready";
    }

    /** It gets no new connections and keeps those that it has. */
    private static String departure(Optional<Server> present) {
        return present.filter(server -> !server.isOut())
                .map(server -> "set server " + server.backend() + "/" + server.name() + " state drain")
                .orElse("");
    }

    /** Servers that left, now or earlier, and have no connection any more; the file does not name them. */
    private void removeDrained(HaproxyConfig config) {
        for (Server server : runtime.servers()) {
            String name = server.backend() + "/" + server.name();
            boolean ours = config.section("backend " + server.backend())
                    .filter(section -> section.isMarked()
                            && section.value("server " + server.name()).isEmpty())
                    .isPresent();
            if (ours && server.isOut() && server.connections() == 0) {
                runtime.ask("set server " + name + " state maint; del server " + name);
            }
        }
    }
    // docs: end
}
