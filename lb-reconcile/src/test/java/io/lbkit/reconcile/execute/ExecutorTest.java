package io.lbkit.reconcile.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.document.OutcomeText;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.reconcile.execute.StepOutcome.Status;
import io.lbkit.reconcile.fixture.AwsLike;
import io.lbkit.reconcile.fixture.AzureLike;
import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.ScriptedProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.VirtualTime;
import io.lbkit.reconcile.fixture.Web;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the executor sends to a provider, and what it makes of the answers. */
class ExecutorTest {
    private final InMemoryProvider aws = new InMemoryProvider(AwsLike.ALL);
    private final InMemoryProvider azure = new InMemoryProvider(AzureLike.ALL);

    private static final ProviderException DENIED =
            new ProviderException(ErrorKind.PERMISSION, "denied").hint("allow it");

    private static Executor executor(LoadBalancerProvider provider) {
        return Executor.builder().provider(provider).scheduler(VirtualTime::new).build();
    }

    private static List<Status> statuses(Outcome outcome) {
        return outcome.steps().stream().map(StepOutcome::status).toList();
    }

    private static List<Integer> sizes(List<ChangeBatch> calls) {
        return calls.stream().map(call -> call.changes().size()).toList();
    }

    private void refuse(Predicate<Change> which) {
        aws.refuse(change -> which.test(change) ? Optional.of(DENIED) : Optional.empty());
    }

    private static Step step(String id, Change change, String... after) {
        return Step.builder()
                .id(id)
                .action(Action.CREATE)
                .change(change)
                .cause(Cause.NEW)
                .impact(Impact.NONE)
                .addAllServices(List.of(Shop.key("web")))
                .addAllAfter(List.of(after))
                .build();
    }

    private static Change make(ResourceKind kind, String name) {
        return new Change.Create(Shop.resource(kind, name).build());
    }

    private static Plan plan(Step... steps) {
        return Plan.builder().addAllSteps(List.of(steps)).build();
    }

    private static ResourceKind kind(String name, Batching batching, String key) {
        return ResourceKind.builder()
                .name(name)
                .batching(batching)
                .batchKey(resource -> key)
                .build();
    }

    @Test
    @DisplayName("An empty plan calls nobody and is unchanged")
    void nothing() {
        Outcome outcome = executor(aws).execute(Plan.builder().build());
        assertThat(outcome.status()).isEqualTo(Outcome.Status.UNCHANGED);
        assertThat(outcome.incomplete()).isEmpty();
        assertThat(aws.calls()).isEmpty();
    }

    @Test
    @DisplayName("Changes of one kind with one key that are ready go in one batch; other kinds and keys in others")
    void batchesByKindAndKey() {
        ResourceKind one = kind("one", Batching.INDEPENDENT, "k");
        ResourceKind two = kind("two", Batching.INDEPENDENT, "k");
        ResourceKind other = kind("other", Batching.INDEPENDENT, "other");
        ScriptedProvider provider = ScriptedProvider.obedient();
        executor(provider)
                .execute(plan(
                        step("s1", make(one, "a")),
                        step("s2", make(two, "b")),
                        step("s3", make(one, "c")),
                        step("s4", make(other, "d")),
                        step("s5", make(one, "e"), "s1")));
        assertThat(provider.calls())
                .extracting(call -> call.key() + " "
                        + call.changes().stream().map(InMemoryProvider::told).toList())
                .containsExactly(
                        "k [Create one/a, Create one/c]",
                        "k [Create two/b]",
                        "other [Create other/d]",
                        "k [Create one/e]");
    }

    @Test
    @DisplayName("Parts of one document go in one batch across kinds, each after what it needs")
    void oneDocument() {
        ResourceKind frontend = kind("frontend", Batching.ATOMIC, "doc");
        ResourceKind rule = kind("rule", Batching.ATOMIC, "doc");
        ResourceKind address = kind("address", Batching.INDEPENDENT, "address");
        ScriptedProvider provider = ScriptedProvider.obedient();
        executor(provider)
                .execute(plan(
                        step("s1", make(frontend, "a")),
                        step("s2", make(rule, "a"), "s1"),
                        step("s3", make(address, "b")),
                        step("s4", make(frontend, "b"), "s3"),
                        step("s5", make(rule, "b"), "s2", "s4")));
        assertThat(provider.calls())
                .extracting(call ->
                        call.changes().stream().map(InMemoryProvider::told).toList())
                .containsExactly(
                        List.of("Create address/b"),
                        List.of("Create frontend/a", "Create rule/a", "Create frontend/b", "Create rule/b"));
    }

    private static Resource azureRule(String name, String... nodes) {
        return Shop.resource(AzureLike.RULES, name)
                .set(AzureLike.PORT, 80L)
                .set(
                        AzureLike.FRONTEND,
                        Shop.resource(AzureLike.FRONTENDS, name).build().id())
                .set(AzureLike.POOL, azurePool(nodes).id())
                .build();
    }

    private static Resource azurePool(String... nodes) {
        return Shop.resource(AzureLike.POOLS, "kubernetes")
                .members(Shop.members(nodes))
                .build();
    }

    private static Resource[] azureService(String name, String... nodes) {
        Resource address = Shop.resource(AzureLike.PUBLIC_IPS, name)
                .set(AzureLike.SKU, "Standard")
                .build();
        Resource frontend = Shop.resource(AzureLike.FRONTENDS, name)
                .set(AzureLike.PUBLIC_IP, address.id())
                .build();
        return new Resource[] {address, frontend, azureRule(name, nodes), azurePool(nodes)};
    }

    @Test
    @DisplayName(
            "The rules of many Services are one write, members are never split off it, and they come before others go")
    void documentOfManyServices() {
        String[] nodes = {"n1", "n2", "n3", "n4", "n5"};
        Outcome made = new Shop()
                .wants("api", azureService("api", nodes))
                .wants("web", azureService("web", nodes))
                .reconcile(azure);
        assertThat(made.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(azure.changes().subList(0, 2))
                .allMatch(change -> change.startsWith("Create azure/publicIPAddresses"));
        assertThat(azure.calls().subList(2, azure.calls().size())).hasSize(1);
        int before = azure.calls().size();
        String[] later = {"n1", "n6", "n7", "n8"};
        Outcome moved = new Shop()
                .wants("api", azureService("api", later))
                .wants("web", azureService("web", later))
                .reconcile(azure);
        assertThat(moved.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(azure.calls().subList(before, azure.calls().size()))
                .singleElement()
                .satisfies(call -> assertThat(call.changes())
                        .extracting(InMemoryProvider::told)
                        .containsExactly(
                                "AddMembers azure/loadBalancers/pools/kubernetes",
                                "RemoveMembers azure/loadBalancers/pools/kubernetes"));
    }

    @Test
    @DisplayName("A document that is refused fails all its changes, and what needs them is skipped")
    void refusedDocument() {
        ResourceKind part = kind("part", Batching.ATOMIC, "doc");
        ResourceKind other = kind("other", Batching.INDEPENDENT, "other");
        ScriptedProvider provider = new ScriptedProvider(batch -> {
            throw DENIED;
        });
        Outcome outcome = executor(provider)
                .execute(plan(
                        step("s1", make(part, "a")),
                        step("s2", make(part, "b"), "s1"),
                        step("s3", make(other, "c"), "s2", "s1")));
        assertThat(statuses(outcome)).containsExactly(Status.FAILED, Status.FAILED, Status.SKIPPED);
        assertThat(outcome.steps().get(2).missing()).containsExactly("s2", "s1");
        assertThat(provider.calls()).hasSize(1);
        assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
    }

    @Test
    @DisplayName("Members travel in calls of the size that the kind allows, after the pool is made")
    void membersInParts() {
        Outcome outcome = new Shop()
                .wants("web", Web.pool("web", "n1", "n2", "n3", "n4", "n5", "n6", "n7"))
                .reconcile(aws);
        assertThat(aws.calls().stream()
                        .flatMap(call -> call.changes().stream())
                        .filter(Change.AddMembers.class::isInstance)
                        .map(change -> ((Change.AddMembers) change).members().toString()))
                .containsExactly("[n1, n2, n3]", "[n4, n5, n6]", "[n7]");
        assertThat(outcome.steps().get(1).membersMoved()).isEqualTo(7);
    }

    @Test
    @DisplayName("Members that moved before a call failed are counted, and the next plan moves the rest")
    void partialMove() {
        Shop shop = new Shop().wants("web", Web.pool("web", "n1", "n2", "n3", "n4"));
        refuse(change ->
                change instanceof Change.AddMembers add && add.members().equals(Shop.members("n4")));
        Outcome outcome = shop.reconcile(aws);
        StepOutcome adding = outcome.steps().get(1);
        assertThat(adding.status()).isEqualTo(Status.FAILED);
        assertThat(adding.membersMoved()).isEqualTo(3);
        assertThat(OutcomeText.of(outcome, TextStyle.PLAIN)).isEqualTo("""
                          failed add-members aws#TargetGroup/web: permission after 3 members: denied (allow it)
                        Applied 1 of 2 steps, 1 failed, 0 skipped.
                        Not complete: shop/web
                        """);
        refuse(change -> false);
        assertThat(shop.plan(aws).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.added()).isEqualTo(Shop.members("n4")));
    }

    @Test
    @DisplayName("A plan of which only some members moved is partly done, and a failure of one call moved none")
    void onlyMembersMoved() {
        new Shop().wants("web", Web.pool("web")).reconcile(aws);
        refuse(change ->
                change instanceof Change.AddMembers add && add.members().equals(Shop.members("n4")));
        Outcome some =
                new Shop().wants("web", Web.pool("web", "n1", "n2", "n3", "n4")).reconcile(aws);
        assertThat(some.status()).isEqualTo(Outcome.Status.PARTIAL);
        Outcome none =
                new Shop().wants("web", Web.pool("web", "n1", "n2", "n3", "n4")).reconcile(aws);
        assertThat(none.status()).isEqualTo(Outcome.Status.FAILED);
        assertThat(none.steps().get(0).membersMoved()).isZero();
    }

    @Test
    @DisplayName("When a step fails, what needs it is skipped and says why, and the rest goes on")
    void failure() {
        refuse(change -> change.id().equals(Web.lb("web").id()));
        Outcome outcome = new Shop()
                .wants("api", Web.all("api", 80, "n1"))
                .wants("web", Web.all("web", 80, "n1"))
                .reconcile(aws);
        assertThat(outcome.status()).isEqualTo(Outcome.Status.PARTIAL);
        assertThat(outcome.incomplete()).containsExactly(Shop.key("web"));
        assertThat(outcome.steps().stream()
                        .filter(step -> step.status() != Status.DONE)
                        .map(step -> step.step().action().label() + " "
                                + step.step().resource() + " " + step.status().label()))
                .containsExactly("create aws#LoadBalancer/web failed", "create aws#Listener/web skipped");
        StepOutcome failed = outcome.steps().stream()
                .filter(step -> step.status() == Status.FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(failed.error()).contains(ErrorKind.PERMISSION);
        assertThat(failed.detail()).isEqualTo("denied (allow it)");
        StepOutcome skipped = outcome.steps().get(outcome.steps().size() - 1);
        assertThat(skipped.missing()).containsExactly(failed.step().id());
    }

    @Test
    @DisplayName("A skipped step names every step that it would have needed, and only those")
    void missing() {
        ResourceKind kind = kind("kind", Batching.INDEPENDENT, "k");
        ScriptedProvider provider = new ScriptedProvider(batch -> new BatchResult(batch.changes().stream()
                .map(change -> change.id().name().startsWith("bad") ? ChangeResult.failed(DENIED) : ChangeResult.done())
                .toList()));
        Outcome outcome = executor(provider)
                .execute(plan(
                        step("s1", make(kind, "bad-1")),
                        step("s2", make(kind, "good")),
                        step("s3", make(kind, "bad-2")),
                        step("s4", make(kind, "user"), "s1", "s2", "s3"),
                        step("s5", make(kind, "user-of-user"), "s4")));
        assertThat(statuses(outcome))
                .containsExactly(Status.FAILED, Status.DONE, Status.FAILED, Status.SKIPPED, Status.SKIPPED);
        assertThat(outcome.steps().get(3).missing()).containsExactly("s1", "s3");
        assertThat(outcome.steps().get(4).missing()).containsExactly("s4");
    }

    @Test
    @DisplayName("A failure of a whole batch is a failure of each of its changes")
    void wholeBatchFails() {
        ResourceKind kind = kind("kind", Batching.INDEPENDENT, "k");
        ScriptedProvider provider = new ScriptedProvider(batch -> {
            throw new ProviderException(ErrorKind.THROTTLED, "slow down");
        });
        Outcome outcome = executor(provider).execute(plan(step("s1", make(kind, "a")), step("s2", make(kind, "b"))));
        assertThat(outcome.steps()).extracting(StepOutcome::error).containsOnly(Optional.of(ErrorKind.THROTTLED));
        assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
    }

    @Test
    @DisplayName("Later batches know the cloud ids of what exists and of what earlier batches made")
    void cloudIds() {
        Resource existing = Resource.builder()
                .from(Web.lb("web"))
                .addOwner(Shop.owner("web"))
                .cloudId("arn-old")
                .build();
        Plan plan = new Shop()
                .wants("web", Web.lb("web"), Web.pool("web"), Web.listener("web", 80, "web", "web"))
                .plan(Observation.builder().actual(ResourceGraph.of(existing)).build());
        ScriptedProvider provider = new ScriptedProvider(batch -> new BatchResult(batch.changes().stream()
                .map(change -> ChangeResult.made("arn-" + change.id().kind()))
                .toList()));
        executor(provider).execute(plan);
        ChangeBatch last = provider.calls().get(provider.calls().size() - 1);
        assertThat(last.cloudId(Web.lb("web").id())).contains("arn-old");
        assertThat(last.cloudId(Web.pool("web").id())).contains("arn-aws#TargetGroup");
        assertThat(provider.calls().get(0).cloudIds())
                .as("a batch carries the ids that its changes need, not those of the whole fleet")
                .doesNotContainKey(Web.lb("web").id());
    }

    @Test
    @DisplayName("The end of a predecessor does not make its successor's cloud id forgotten")
    void successorsCloudId() {
        Resource old = Resource.builder().from(Web.pool("web")).cloudId("old").build();
        ScriptedProvider provider = new ScriptedProvider(batch -> new BatchResult(batch.changes().stream()
                .map(change -> change instanceof Change.Create ? ChangeResult.made("new") : ChangeResult.done())
                .toList()));
        executor(provider)
                .execute(plan(
                        step("s1", new Change.Create(Web.pool("web"))),
                        step("s2", new Change.Delete(old), "s1"),
                        step("s3", new Change.Create(Web.listener("web", 80, "web", "web")), "s2")));
        assertThat(provider.calls().get(2).cloudId(old.id())).contains("new");
    }

    @Test
    @DisplayName("A plan of twenty thousand steps is looked at a few times for each step, not for each pair of steps")
    void largePlan() {
        int size = 20_000;
        AtomicLong looks = new AtomicLong();
        ResourceKind kind = ResourceKind.builder()
                .name("kind")
                .addAttribute(Attribute.text("Key"))
                .batchKey(resource -> {
                    looks.incrementAndGet();
                    return resource.name().substring(0, 4);
                })
                .build();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = String.format("%05d", i);
            steps.add(
                    i < size / 2
                            ? step("s" + i, make(kind, name))
                            : step("s" + i, make(kind, name), "s" + (i - size / 2)));
        }
        ScriptedProvider provider = ScriptedProvider.obedient();
        Outcome outcome =
                executor(provider).execute(Plan.builder().addAllSteps(steps).build());
        assertThat(outcome.status()).isEqualTo(Outcome.Status.APPLIED);
        assertThat(sizes(provider.calls())).hasSize(size / 10).containsOnly(10);
        assertThat(looks.get()).isLessThan(10L * size);
    }

    @Test
    @DisplayName("A failure at the start of a long chain skips the whole chain")
    void longChain() {
        int size = 20_000;
        ResourceKind kind = ResourceKind.builder().name("kind").build();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            steps.add(i == 0 ? step("s0", make(kind, "n0")) : step("s" + i, make(kind, "n" + i), "s" + (i - 1)));
        }
        ScriptedProvider provider = new ScriptedProvider(batch -> {
            throw DENIED;
        });
        Outcome outcome =
                executor(provider).execute(Plan.builder().addAllSteps(steps).build());
        assertThat(outcome.count(Status.SKIPPED)).isEqualTo(size - 1);
        assertThat(provider.calls()).hasSize(1);
    }
}
