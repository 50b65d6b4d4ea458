package io.lbkit.reconcile.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingCode;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Exclusions;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.lb.SourceRanges;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.execute.Executor;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.AzureLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Json;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The documents that tools read, field by field and in order, and the texts that people read. */
class DocumentShapesTest {
    private final InMemoryProvider aws = new InMemoryProvider(AwsLike.ALL);

    private static final ServiceBackends BACKENDS = ServiceBackends.builder()
            .service(Shop.key("web"))
            .sourceRanges(SourceRanges.open())
            .addPort(PortBackends.builder()
                    .port(ServicePort.builder()
                            .name("http")
                            .port(80)
                            .nodePort(30080)
                            .build())
                    .family(IpFamily.IPV4)
                    .mode(BackendMode.NODE_PORT)
                    .healthCheck(HealthCheck.http(10256, "/healthz", HealthCheck.Meaning.NODE_FORWARDS))
                    .members(MemberSet.of(Member.builder()
                            .id("node-a")
                            .address(IpAddress.parse("10.0.0.7"))
                            .zone("a")
                            .build()))
                    .excluded(Exclusions.of(
                            new Exclusion("node-b", ExclusionReason.NODE_EXCLUDED_BY_LABEL, "Node/node-b label")))
                    .build())
            .build();

    private static Finding finding() {
        return Finding.builder()
                .from(Shop.error("web"))
                .addEvidence(Evidence.of("Service/shop/web", "metadata.annotations['x']", "y"))
                .confidence(Confidence.PROBABLE)
                .addCauses(FindingCode.of("LB-SVC-002"))
                .addEffects(FindingCode.of("LB-SVC-003"))
                .build();
    }

    @Test
    @DisplayName("A member with a routing id has it after its other fields, in a plan as in an observation")
    void routingId() {
        MemberSet routed = MemberSet.of(
                Member.builder().id("10.0.0.1").port(443).routingId("0xab").build());
        Plan plan = new Shop().wants("web", Web.pool("web", "TCP", routed)).plan(aws);
        assertThat(PlanDocument.of(plan).toString())
                .contains("{id=10.0.0.1, address=null, port=443, zone=null, state=active, weight=1, routingId=0xab}");
    }

    private Plan portAndMembers() {
        new Shop().wants("web", Web.all("web", 80, "node-a")).reconcile(aws);
        return new Shop().wants("web", Web.all("web", 81, "node-b")).plan(aws);
    }

    @Test
    @DisplayName("A plan has its schema, digest and verdict, and its steps with causes, impacts, changes and members")
    void plan() {
        Plan plan = portAndMembers();
        assertThat(Json.of(PlanDocument.of(plan)))
                .isEqualTo("""
                        {
                          "schema": "lbkit.plan/v1",
                          "digest": "%s",
                          "verdict": "allowed",
                          "steps": [
                            {
                              "id": "s1",
                              "action": "update",
                              "kind": "aws#Listener",
                              "name": "web",
                              "services": ["shop/web"],
                              "cause": "SPEC_CHANGED",
                              "impact": "INTERRUPTS",
                              "after": [],
                              "changes": [{"path": "spec.Port", "from": 80, "to": 81}],
                              "members": {"add": [], "remove": []}
                            },
                            {
                              "id": "s2",
                              "action": "add-members",
                              "kind": "aws#TargetGroup",
                              "name": "web",
                              "services": ["shop/web"],
                              "cause": "BACKENDS_CHANGED",
                              "impact": "NONE",
                              "after": [],
                              "changes": [],
                              "members": {
                                "add": [{"id": "node-b", "address": null, "port": null, "zone": null, "state": "active", "weight": 1}],
                                "remove": []
                              }
                            },
                            {
                              "id": "s3",
                              "action": "remove-members",
                              "kind": "aws#TargetGroup",
                              "name": "web",
                              "services": ["shop/web"],
                              "cause": "BACKENDS_CHANGED",
                              "impact": "DRAINS_CONNECTIONS",
                              "after": ["s2"],
                              "changes": [],
                              "members": {
                                "add": [],
                                "remove": [{"id": "node-a", "address": null, "port": null, "zone": null, "state": "active", "weight": 1}]
                              }
                            }
                          ],
                          "guardrails": [],
                          "findings": []
                        }
                        """.formatted(plan.digest().hex()));
    }

    @Test
    @DisplayName("A plan without steps has the verdict empty and still tells its findings")
    void emptyPlan() {
        Plan plan = new Shop().blocked("web").plan(aws);
        Map<String, Object> document = PlanDocument.of(plan);
        assertThat(document).containsEntry("verdict", "empty").containsEntry("steps", List.of());
        assertThat(document.get("findings")).isEqualTo(List.of(FindingDocument.of(Shop.error("web"))));
    }

    @Test
    @DisplayName("A design has the resources, backends and findings of each Service, and what several of them share")
    void design() {
        Resource shared = Web.pool("shared");
        Design web = Design.builder()
                .service(Shop.key("web"))
                .addResource(Web.listener("web", 80, "web", "shared"))
                .addResource(shared)
                .build();
        Design api =
                Design.builder().service(Shop.key("api")).addResource(shared).build();
        Design bad = Design.builder()
                .service(Shop.key("bad"))
                .addResource(shared)
                .addFinding(Shop.error("bad"))
                .build();
        Design other =
                Design.builder().service(Shop.key("other")).managed(false).build();
        Map<String, Object> document = DesignDocument.of("aws", List.of(api, bad, other, web), List.of());
        assertThat(document.keySet()).containsExactly("schema", "cloud", "services", "shared", "findings");
        assertThat(document).containsEntry("schema", "lbkit.design/v1").containsEntry("cloud", "aws");
        assertThat(((List<?>) document.get("services"))
                        .stream().map(service -> String.valueOf(((Map<?, ?>) service).get("outcome"))))
                .containsExactly("designed", "blocked", "unmanaged", "designed");
        assertThat(Json.of(((List<?>) document.get("services")).get(3))).isEqualTo("""
                        {
                          "service": "shop/web",
                          "outcome": "designed",
                          "resources": [
                            {
                              "kind": "aws#TargetGroup",
                              "name": "shared",
                              "dependsOn": [],
                              "spec": {"Protocol": "TCP", "HealthCheckIntervalSeconds": 10, "Targets": []}
                            },
                            {
                              "kind": "aws#Listener",
                              "name": "web",
                              "dependsOn": ["aws#LoadBalancer/web", "aws#TargetGroup/shared"],
                              "spec": {
                                "Port": 80,
                                "LoadBalancerArn": {"ref": "aws#LoadBalancer/web"},
                                "TargetGroupArn": {"ref": "aws#TargetGroup/shared"}
                              }
                            }
                          ],
                          "backends": [],
                          "findings": []
                        }
                        """);
        assertThat(document.get("shared")).isEqualTo(List.of(ResourceDocument.of(shared)));
    }

    @Test
    @DisplayName("Backends have one entry for each port and family")
    void backends() {
        assertThat(Json.of(BackendsDocument.of(BACKENDS))).isEqualTo("""
                        [
                          {
                            "service": "shop/web",
                            "port": "http",
                            "protocol": "TCP",
                            "family": "IPv4",
                            "mode": "instance",
                            "healthCheck": {"protocol": "HTTP", "port": 10256, "path": "/healthz"},
                            "members": [
                              {"id": "node-a", "address": "10.0.0.7", "port": 30080, "zone": "a", "state": "active", "weight": 1}
                            ],
                            "excluded": [{"id": "node-b", "reason": "node-excluded-by-label", "detail": "Node/node-b label"}],
                            "coverage": "complete"
                          }
                        ]
                        """);
    }

    @Test
    @DisplayName("A finding has every field, in order, also where a value is missing")
    void findings() {
        assertThat(Json.of(FindingDocument.of(finding()))).isEqualTo("""
                        {
                          "code": "LB-SVC-001",
                          "severity": "error",
                          "kind": "invalid-annotation",
                          "domain": "service-configuration",
                          "service": "shop/web",
                          "about": "metadata.annotations['x']",
                          "message": "It is wrong.",
                          "remedy": "Mend it.",
                          "evidence": [{"object": "Service/shop/web", "field": "metadata.annotations['x']", "value": "y"}],
                          "confidence": "probable",
                          "causes": ["LB-SVC-002"],
                          "effects": ["LB-SVC-003"]
                        }
                        """);
        Finding general =
                Finding.builder().from(finding()).service(Optional.empty()).build();
        assertThat(FindingDocument.of(general).keySet())
                .containsExactlyElementsOf(FindingDocument.of(finding()).keySet());
    }

    @Test
    @DisplayName("An outcome tells of each step what became of it")
    void outcome() {
        aws.refuse(change -> change.id().equals(Web.lb("web").id())
                ? Optional.of(new ProviderException(ErrorKind.QUOTA, "too many"))
                : Optional.empty());
        Plan plan = new Shop()
                .wants("web", Web.lb("web"), Web.listener("web", 80, "web", "web"))
                .plan(aws);
        assertThat(Json.of(OutcomeDocument.of(Executor.of(aws).execute(plan))))
                .isEqualTo("""
                        {
                          "schema": "lbkit.outcome/v1",
                          "status": "failed",
                          "plan": "%s",
                          "steps": [
                            {
                              "id": "s1",
                              "action": "create",
                              "kind": "aws#LoadBalancer",
                              "name": "web",
                              "status": "failed",
                              "attempts": 1,
                              "membersMoved": 0,
                              "error": "quota",
                              "detail": "too many",
                              "waitedFor": [],
                              "missing": []
                            },
                            {
                              "id": "s2",
                              "action": "create",
                              "kind": "aws#Listener",
                              "name": "web",
                              "status": "skipped",
                              "attempts": 0,
                              "membersMoved": 0,
                              "error": null,
                              "detail": "",
                              "waitedFor": [],
                              "missing": ["s1"]
                            }
                          ],
                          "incomplete": ["shop/web"]
                        }
                        """.formatted(plan.digest().hex()));
    }

    @Test
    @DisplayName("A dot in the name of an attribute is nesting, and a field that must not be set is null")
    void nesting() {
        Resource frontend = Shop.resource(AzureLike.FRONTENDS, "web")
                .unset(AzureLike.PUBLIC_IP)
                .build();
        assertThat(Json.of(ResourceDocument.of(frontend).get("spec")))
                .isEqualTo("{\"properties\": {\"publicIPAddress\": null}}\n");
    }

    @Test
    @DisplayName("Text without colour has no escape codes, and text with colour says the same words")
    void colours() {
        Plan plan = portAndMembers();
        Plan blocked = new Shop().blocked("web").plan(aws);
        List<String> plain = List.of(
                PlanText.of(plan, TextStyle.PLAIN),
                PlanText.of(blocked, TextStyle.PLAIN),
                BackendsText.of(List.of(BACKENDS), TextStyle.PLAIN),
                FindingText.of(List.of(finding()), TextStyle.PLAIN));
        List<String> coloured = List.of(
                PlanText.of(plan, TextStyle.COLOUR),
                PlanText.of(blocked, TextStyle.COLOUR),
                BackendsText.of(List.of(BACKENDS), TextStyle.COLOUR),
                FindingText.of(List.of(finding()), TextStyle.COLOUR));
        assertThat(plain).noneMatch(text -> text.contains("\u001B"));
        assertThat(coloured).allMatch(text -> text.contains("\u001B["));
        assertThat(coloured.stream().map(text -> text.replaceAll("\u001B\\[[0-9]+m", "")))
                .containsExactlyElementsOf(plain);
    }

    @Test
    @DisplayName("Backends and findings read as text")
    void texts() {
        assertThat(BackendsText.of(List.of(BACKENDS), TextStyle.PLAIN)).isEqualTo("""
                        shop/web http TCP IPv4, instance mode, checked by HTTP:10256/healthz
                          in   node-a:30080 in a active
                          out  node-b node-excluded-by-label (Node/node-b label)
                        """);
        assertThat(PlanText.of(new Shop().blocked("web").plan(aws), TextStyle.PLAIN))
                .isEqualTo("""
                        No changes. The load balancers are as the cluster wants them.

                        error LB-SVC-001 shop/web metadata.annotations['x']
                            It is wrong.
                            Remedy: Mend it.

                        Kept as they are: shop/web
                        """);
    }
}
