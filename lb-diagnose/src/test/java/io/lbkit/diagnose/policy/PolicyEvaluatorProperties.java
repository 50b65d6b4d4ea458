package io.lbkit.diagnose.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.ContainerPort;
import io.lbkit.model.cluster.IpBlock;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PolicyPeer;
import io.lbkit.model.cluster.PolicyPort;
import io.lbkit.model.cluster.PolicyRule;
import io.lbkit.model.cluster.PolicyType;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The evaluator against an oracle that was written for a small world: addresses 10.0.0.0 to 10.0.0.15, ports 8078 to 8082. The
 * oracle expands every rule into the set of packets that it admits, and looks the packet up.
 */
class PolicyEvaluatorProperties {
    private static final int FIRST_PORT = 8078;
    private static final int PORTS = 5;
    private static final int ADDRESSES = 16;
    private static final List<String> NAMESPACES = List.of("shop", "ops");
    private static final Map<String, Map<String, String>> LABELS =
            Map.of("shop", Map.of("team", "a"), "ops", Map.of("team", "b"));

    private static final Pod POD = Pod.builder()
            .key(ObjectKey.of("shop", "web-1"))
            .putLabel("app", "web")
            .addIp(address(1))
            .addContainer(Container.builder()
                    .name("server")
                    .addPorts(
                            new ContainerPort("http", 8080, Protocol.TCP),
                            new ContainerPort("http-u", 8081, Protocol.UDP))
                    .build())
            .build();

    /** One way in: everything that a rule can ask about. */
    record Packet(int address, Optional<Source.PodLabels> pod, int port, Protocol protocol) {
        Source source() {
            return new Source(PolicyEvaluatorProperties.address(address), pod);
        }
    }

    private static IpAddress address(int last) {
        return IpAddress.parse("10.0.0." + last);
    }

    @Property(tries = 2000)
    @Label("admits what the oracle admits, with the labels of all namespaces known")
    void oracle(@ForAll("policies") List<NetworkPolicy> policies, @ForAll("packets") Packet packet) {
        Decision decision = evaluator(policies, LABELS, Coverage.COMPLETE)
                .ingress(POD, packet.source(), packet.port(), packet.protocol());
        assertThat(decision.outcome())
                .isEqualTo(naive(policies, packet) ? Decision.Outcome.ALLOW : Decision.Outcome.DENY);
    }

    @Property(tries = 1000)
    @Label("with less known, the answer is the same or unknown, never the other one")
    void lessKnown(
            @ForAll("policies") List<NetworkPolicy> policies,
            @ForAll("packets") Packet packet,
            @ForAll Coverage coverage) {
        Decision.Outcome outcome = evaluator(policies, Map.of(), coverage)
                .ingress(POD, packet.source(), packet.port(), packet.protocol())
                .outcome();
        boolean admitted = naive(policies, packet);
        assertThat(outcome).isNotEqualTo(admitted ? Decision.Outcome.DENY : Decision.Outcome.ALLOW);
        if (coverage != Coverage.COMPLETE) {
            assertThat(outcome).isNotEqualTo(Decision.Outcome.DENY);
        }
    }

    @Property(tries = 1000)
    @Label("an answer for every source outside holds for each of them")
    void fromOutside(@ForAll("policies") List<NetworkPolicy> policies, @ForAll("packets") Packet packet) {
        PolicyEvaluator evaluator = evaluator(policies, LABELS, Coverage.COMPLETE);
        Decision.Outcome all =
                evaluator.fromOutside(POD, packet.port(), packet.protocol()).outcome();
        for (int last = 0; last < ADDRESSES; last++) {
            Decision.Outcome one = evaluator
                    .ingress(POD, Source.outside(address(last)), packet.port(), packet.protocol())
                    .outcome();
            assertThat(all).isIn(one, Decision.Outcome.UNKNOWN);
        }
    }

    @Example
    @Label("a policy of another namespace isolates nobody here")
    void otherNamespace() {
        NetworkPolicy deny = NetworkPolicy.builder()
                .key(ObjectKey.of("ops", "deny"))
                .podSelector(LabelSelector.builder().build())
                .addPolicyType(PolicyType.INGRESS)
                .build();
        assertThat(evaluator(List.of(deny), Map.of(), Coverage.COMPLETE)
                        .ingress(POD, Source.outside(address(9)), 8080, Protocol.TCP)
                        .outcome())
                .isEqualTo(Decision.Outcome.ALLOW);
    }

    private static PolicyEvaluator evaluator(
            List<NetworkPolicy> policies, Map<String, Map<String, String>> labels, Coverage coverage) {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder();
        policies.forEach(cluster::add);
        return PolicyEvaluator.of(
                cluster.covering(ObjectType.NETWORK_POLICY, coverage).build(), labels);
    }

    /** The oracle: the union of what rules admit, packet by packet. */
    private static boolean naive(List<NetworkPolicy> policies, Packet packet) {
        boolean isolated = false;
        boolean admitted = false;
        for (NetworkPolicy policy : policies) {
            boolean mine = policy.policyTypes().contains(PolicyType.INGRESS)
                    && naiveMatch(policy.podSelector(), Map.of("app", "web"));
            isolated |= mine;
            for (PolicyRule rule : policy.ingress()) {
                admitted |= mine && ports(rule).contains(packet.protocol() + "/" + packet.port()) && peer(rule, packet);
            }
        }
        return !isolated || admitted;
    }

    private static Set<String> ports(PolicyRule rule) {
        Set<String> all = new java.util.HashSet<>();
        for (Protocol protocol : Protocol.values()) {
            for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
                String text = protocol + "/" + port;
                if (rule.ports().isEmpty()) {
                    all.add(text);
                }
                for (PolicyPort wanted : rule.ports()) {
                    boolean hit;
                    if (wanted.protocol() != protocol) {
                        hit = false;
                    } else if (wanted.port().isEmpty()) {
                        hit = true;
                    } else if (wanted.port().get().isNamed()) {
                        hit = text.equals("TCP/8080")
                                        && wanted.port().get().name().equals("http")
                                || text.equals("UDP/8081")
                                        && wanted.port().get().name().equals("http-u");
                    } else if (wanted.endPort().isPresent()) {
                        hit = port >= wanted.port().get().number()
                                && port <= wanted.endPort().getAsInt();
                    } else {
                        hit = port == wanted.port().get().number();
                    }
                    if (hit) {
                        all.add(text);
                    }
                }
            }
        }
        return all;
    }

    private static boolean peer(PolicyRule rule, Packet packet) {
        if (rule.peers().isEmpty()) {
            return true;
        }
        for (PolicyPeer peer : rule.peers()) {
            if (peer.ipBlock().isPresent()) {
                int mask = -1 << (32 - peer.ipBlock().get().cidr().prefix());
                boolean in = ((packet.address() ^ last(peer.ipBlock().get().cidr())) & mask) == 0;
                for (Cidr hole : peer.ipBlock().get().except()) {
                    in &= ((packet.address() ^ last(hole)) & (-1 << (32 - hole.prefix()))) != 0;
                }
                if (in) {
                    return true;
                }
            } else if (packet.pod().isPresent()) {
                Source.PodLabels from = packet.pod().get();
                Map<String, String> namespace = Map.of(
                        "team",
                        LABELS.get(from.namespace()).get("team"),
                        "kubernetes.io/metadata.name",
                        from.namespace());
                boolean right = peer.namespaceSelector().isPresent()
                        ? naiveMatch(peer.namespaceSelector().get(), namespace)
                        : from.namespace().equals("shop");
                if (right
                        && (peer.podSelector().isEmpty()
                                || naiveMatch(peer.podSelector().get(), from.labels()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int last(Cidr cidr) {
        String text = cidr.address().toString();
        return Integer.parseInt(text.substring(text.lastIndexOf('.') + 1));
    }

    private static boolean naiveMatch(LabelSelector selector, Map<String, String> labels) {
        for (String key : selector.matchLabels().keySet()) {
            if (!selector.matchLabels().get(key).equals(labels.get(key))) {
                return false;
            }
        }
        for (LabelSelector.Expression expression : selector.matchExpressions()) {
            String value = labels.get(expression.key());
            boolean holds = switch (expression.operator()) {
                case IN -> value != null && expression.values().contains(value);
                case NOT_IN -> value == null || !expression.values().contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    @Provide
    Arbitrary<Packet> packets() {
        Arbitrary<Source.PodLabels> pods = Combinators.combine(Arbitraries.of(NAMESPACES), Arbitraries.of("web", "lb"))
                .as((namespace, app) -> new Source.PodLabels(namespace, Map.of("app", app)));
        return Combinators.combine(
                        Arbitraries.integers().between(0, ADDRESSES - 1),
                        pods.optional(),
                        Arbitraries.integers().between(FIRST_PORT, FIRST_PORT + PORTS - 1),
                        Arbitraries.of(Protocol.TCP, Protocol.UDP))
                .as(Packet::new);
    }

    @Provide
    Arbitrary<List<NetworkPolicy>> policies() {
        return Combinators.combine(
                        selectors("app", "web", "lb"),
                        Arbitraries.of(PolicyType.class).set().ofMinSize(1),
                        rules().list().ofMaxSize(3))
                .as((selector, types, rules) -> NetworkPolicy.builder()
                        .key(ObjectKey.of("shop", "policy"))
                        .podSelector(selector)
                        .policyTypes(types)
                        .ingress(rules)
                        .build())
                .list()
                .ofMaxSize(3)
                .map(PolicyEvaluatorProperties::numbered);
    }

    private static List<NetworkPolicy> numbered(List<NetworkPolicy> policies) {
        List<NetworkPolicy> numbered = new ArrayList<>();
        policies.forEach(policy -> numbered.add(NetworkPolicy.builder()
                .from(policy)
                .key(ObjectKey.of("shop", "policy-" + numbered.size()))
                .build()));
        return numbered;
    }

    private static Arbitrary<PolicyRule> rules() {
        return Combinators.combine(peers().list().ofMaxSize(2), ports().list().ofMaxSize(2))
                .as((peers, ports) ->
                        PolicyRule.builder().peers(peers).ports(ports).build());
    }

    private static Arbitrary<PolicyPeer> peers() {
        Arbitrary<PolicyPeer> blocks = Combinators.combine(
                        Arbitraries.integers().between(0, ADDRESSES - 1),
                        Arbitraries.integers().between(28, 31),
                        Arbitraries.of(true, false))
                .as(PolicyEvaluatorProperties::block);
        Arbitrary<LabelSelector> namespaces =
                Arbitraries.oneOf(selectors("team", "a", "b"), selectors("kubernetes.io/metadata.name", "shop", "ops"));
        Arbitrary<PolicyPeer> selected = Combinators.combine(
                        selectors("app", "web", "lb").optional(), namespaces.optional())
                .filter((pod, namespace) -> pod.isPresent() || namespace.isPresent())
                .as((pod, namespace) -> PolicyPeer.builder()
                        .podSelector(pod)
                        .namespaceSelector(namespace)
                        .build());
        return Arbitraries.oneOf(blocks, selected);
    }

    private static PolicyPeer block(int last, int prefix, boolean hole) {
        Cidr cidr = Cidr.containing(address(last), prefix);
        List<Cidr> except = hole ? List.of(Cidr.containing(address(last), prefix + 1)) : List.of();
        return PolicyPeer.builder().ipBlock(new IpBlock(cidr, except)).build();
    }

    private static Arbitrary<LabelSelector> selectors(String key, String one, String other) {
        return Arbitraries.of(
                LabelSelector.builder().build(),
                LabelSelector.builder().putMatchLabel(key, one).build(),
                LabelSelector.builder().putMatchLabel(key, other).build(),
                expression(key, LabelSelector.Operator.IN, List.of(one, other)),
                expression(key, LabelSelector.Operator.NOT_IN, List.of(one)),
                expression(key, LabelSelector.Operator.EXISTS, List.of()),
                expression(key, LabelSelector.Operator.DOES_NOT_EXIST, List.of()));
    }

    private static LabelSelector expression(String key, LabelSelector.Operator operator, List<String> values) {
        return LabelSelector.builder()
                .addMatchExpression(new LabelSelector.Expression(key, operator, values))
                .build();
    }

    private static Arbitrary<PolicyPort> ports() {
        return Arbitraries.of(
                PolicyPort.builder().build(),
                PolicyPort.builder().protocol(Protocol.UDP).build(),
                PolicyPort.builder().port(TargetPort.of(8080)).build(),
                PolicyPort.builder().port(TargetPort.of(8079)).endPort(8081).build(),
                PolicyPort.builder().port(TargetPort.named("http")).build(),
                PolicyPort.builder().port(TargetPort.named("http-u")).build(),
                PolicyPort.builder()
                        .protocol(Protocol.UDP)
                        .port(TargetPort.named("http-u"))
                        .build());
    }
}
