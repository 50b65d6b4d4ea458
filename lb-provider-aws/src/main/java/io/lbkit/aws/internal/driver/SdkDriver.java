package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Calls AWS through its SDK. */
public final class SdkDriver implements AwsDriver {
    private final DriverSettings settings;
    private final AwsClients clients;
    private final ElbReads elb;
    private final Ec2Reads ec2;
    private final Map<String, Writer> writers;

    /**
     * A driver; nothing is asked of AWS before the first call.
     *
     * @param settings where and how it works
     */
    public SdkDriver(DriverSettings settings) {
        this.settings = settings;
        this.clients = new AwsClients(settings);
        this.elb = new ElbReads(clients);
        this.ec2 = new Ec2Reads(clients);
        this.writers = Map.of(
                AwsKinds.LOAD_BALANCER.name(), new LoadBalancerWriter(clients, elb),
                AwsKinds.LISTENER.name(), new ListenerWriter(clients, elb),
                AwsKinds.TARGET_GROUP.name(), new TargetGroupWriter(clients, elb),
                AwsKinds.SECURITY_GROUP.name(), new SecurityGroupWriter(clients, ec2),
                AwsKinds.SECURITY_GROUP_INGRESS.name(), new IngressWriter(clients, ec2));
    }

    @Override
    public Observation observe(ObservationScope scope) {
        return new Observer(elb, ec2, new Discovery(settings, ec2), scope).observe();
    }

    @Override
    public CloudFacts facts(ObservationScope scope) {
        return new Discovery(settings, ec2).complete(scope.cluster()).toFacts();
    }

    @Override
    public SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope) {
        Interest interest = new Interest(scope);
        SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health = new TreeMap<>();
        List<TargetGroup> groups = elb.targetGroups();
        Map<String, SortedMap<String, String>> tags =
                elb.tags(groups.stream().map(TargetGroup::targetGroupArn).toList());
        for (TargetGroup group : groups) {
            if (interest.isClose(tags.getOrDefault(group.targetGroupArn(), new TreeMap<>()))) {
                health.put(
                        new ResourceId(AwsKinds.TARGET_GROUP.name(), group.targetGroupName()),
                        TargetStates.health(group, elb.targets(group.targetGroupArn())));
            }
        }
        return health;
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        if (settings.readOnly()) {
            throw new ProviderException(
                            ErrorKind.PERMISSION, "The provider is set to read only, so nothing was changed.")
                    .hint("Set readOnly to false.");
        }
        Ids ids = new Ids(batch);
        return BatchResult.each(batch, change -> result(change, ids));
    }

    private ChangeResult result(Change change, Ids ids) {
        Writer writer = writers.get(change.resource().kind().name());
        if (writer == null) {
            throw new ProviderException(ErrorKind.INVALID, change.id() + " is of no kind of AWS");
        } else if (change instanceof Change.Create create) {
            return writer.create(create, ids);
        } else if (change instanceof Change.Update update) {
            writer.update(update, ids);
        } else if (change instanceof Change.Delete delete) {
            writer.delete(delete, ids);
        } else if (change instanceof Change.AddMembers add) {
            writer.addMembers(add, ids);
        } else if (change instanceof Change.RemoveMembers remove) {
            writer.removeMembers(remove, ids);
        }
        return ChangeResult.done();
    }

    @Override
    public void close() {
        clients.close();
    }
}
