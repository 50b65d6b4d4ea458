package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Ownership;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;

/** Makes, changes and deletes listeners. */
final class ListenerWriter implements Writer {
    private static final List<Attribute<?>> OF_LISTENER = List.of(
            AwsKinds.LISTENER_PROTOCOL,
            AwsKinds.DEFAULT_ACTIONS,
            AwsKinds.CERTIFICATES,
            AwsKinds.SSL_POLICY,
            AwsKinds.ALPN_POLICY);

    private final AwsClients clients;
    private final ElbReads reads;
    private final ElbTags tags;

    ListenerWriter(AwsClients clients, ElbReads reads) {
        this.clients = clients;
        this.reads = reads;
        this.tags = new ElbTags(clients);
    }

    private ElasticLoadBalancingV2Client elb() {
        return clients.loadBalancing();
    }

    @Override
    public ChangeResult create(Change.Create change, Ids ids) {
        Resource wanted = change.resource();
        List<String> certificates = certificates(wanted);
        SortedMap<String, String> attributes =
                wanted.get(AwsKinds.LISTENER_ATTRIBUTES).orElseGet(TreeMap::new);
        boolean followed = certificates.size() > 1 || !attributes.isEmpty();
        String arn;
        try {
            arn = make(wanted, followed ? Marks.owned(wanted) : Marks.tags(wanted), ids);
        } catch (ProviderException e) {
            if (e.kind() == ErrorKind.ALREADY_EXISTS) {
                return ChangeResult.made(finish(wanted, ids, e));
            }
            throw e;
        }
        if (followed) {
            addCertificates(arn, extra(certificates));
            set(arn, attributes);
            tags.change(arn, Marks.owned(wanted), Marks.tags(wanted));
        }
        return ChangeResult.made(arn);
    }

    private String make(Resource wanted, SortedMap<String, String> marks, Ids ids) {
        CreateListenerRequest.Builder request = CreateListenerRequest.builder()
                .loadBalancerArn(loadBalancer(wanted, ids))
                .port(port(wanted))
                .defaultActions(Forwards.toSdk(actions(wanted), ids::of))
                .tags(ElbTags.toSdk(marks));
        wanted.get(AwsKinds.LISTENER_PROTOCOL).ifPresent(request::protocol);
        wanted.get(AwsKinds.SSL_POLICY).ifPresent(request::sslPolicy);
        wanted.get(AwsKinds.ALPN_POLICY).ifPresent(request::alpnPolicy);
        standard(wanted).ifPresent(request::certificates);
        CreateListenerRequest built = request.build();
        return Calls.create(() -> elb().createListener(built))
                .listeners()
                .get(0)
                .listenerArn();
    }

    /** Makes the listener that is on the port as it is wanted, if it is ours; {@return its ARN} */
    private String finish(Resource wanted, Ids ids, ProviderException taken) {
        String loadBalancerArn = loadBalancer(wanted, ids);
        Listener found = reads.listeners(loadBalancerArn).stream()
                .filter(listener -> listener.port() == port(wanted))
                .findFirst()
                .orElseThrow(() -> taken);
        String arn = found.listenerArn();
        Map<String, SortedMap<String, String>> all = reads.tags(List.of(arn, loadBalancerArn));
        SortedMap<String, String> stored = all.getOrDefault(arn, new TreeMap<>());
        boolean isMarked = !Marks.owners(stored).isEmpty();
        SortedMap<String, String> proof = isMarked ? stored : all.getOrDefault(loadBalancerArn, new TreeMap<>());
        Ownership.require(new Change.Create(wanted), Marks.owners(proof));
        modify(arn, wanted, Set.of(AwsKinds.LISTENER_PROTOCOL.name()), ids);
        if (!certificates(wanted).isEmpty()) {
            settleCertificates(arn, Certificates.arns(reads, found), certificates(wanted));
        }
        set(arn, wanted.get(AwsKinds.LISTENER_ATTRIBUTES).orElseGet(TreeMap::new));
        tags.change(arn, stored, Marks.changed(stored, wanted, true));
        return arn;
    }

    @Override
    public void update(Change.Update change, Ids ids) {
        Resource wanted = change.resource();
        String arn = ids.of(change.before());
        SortedMap<String, String> stored = reads.tags(arn);
        Ownership.require(change, owners(stored, change.before(), ids));
        Set<String> named = Differences.named(change);
        modify(arn, wanted, named, ids);
        if (named.contains(AwsKinds.CERTIFICATES.name())) {
            settleCertificates(arn, certificates(change.before()), certificates(wanted));
        }
        set(arn, Differences.entries(change.before(), wanted, AwsKinds.LISTENER_ATTRIBUTES, named));
        tags.change(arn, stored, Marks.changed(stored, wanted, named.contains(AwsKinds.TAGS.name())));
    }

    /** A listener without a mark belongs to the owner of its load balancer. */
    private Collection<Owner> owners(Map<String, String> stored, Resource listener, Ids ids) {
        Collection<Owner> owners = Marks.owners(stored);
        return owners.isEmpty() ? Marks.owners(reads.tags(loadBalancer(listener, ids))) : owners;
    }

    /** One call changes all that a listener is made of; what belongs together goes together. */
    private void modify(String arn, Resource wanted, Set<String> named, Ids ids) {
        if (!Differences.isAny(named, OF_LISTENER)) {
            return;
        }
        boolean all = named.contains(AwsKinds.LISTENER_PROTOCOL.name());
        ModifyListenerRequest.Builder request = ModifyListenerRequest.builder().listenerArn(arn);
        if (all) {
            wanted.get(AwsKinds.LISTENER_PROTOCOL).ifPresent(request::protocol);
        }
        if (all || named.contains(AwsKinds.DEFAULT_ACTIONS.name())) {
            request.defaultActions(Forwards.toSdk(actions(wanted), ids::of));
        }
        if (all || named.contains(AwsKinds.CERTIFICATES.name())) {
            standard(wanted).ifPresent(request::certificates);
        }
        if (all || named.contains(AwsKinds.SSL_POLICY.name())) {
            wanted.get(AwsKinds.SSL_POLICY).ifPresent(request::sslPolicy);
        }
        if (all || named.contains(AwsKinds.ALPN_POLICY.name())) {
            alpn(wanted, all).ifPresent(request::alpnPolicy);
        }
        ModifyListenerRequest built = request.build();
        Calls.change(() -> elb().modifyListener(built));
    }

    /** Only a policy says that there is none. */
    private static Optional<List<String>> alpn(Resource wanted, boolean isNew) {
        return wanted.get(AwsKinds.ALPN_POLICY)
                .or(() -> isNew || !isTls(wanted) ? Optional.empty() : Optional.of(List.of("None")));
    }

    private void settleCertificates(String arn, List<String> present, List<String> wanted) {
        List<String> missing = new ArrayList<>(extra(wanted));
        missing.removeAll(extra(present));
        addCertificates(arn, missing);
        List<String> surplus = new ArrayList<>(extra(present));
        surplus.removeAll(wanted);
        for (String certificate : surplus) {
            Calls.change(() -> elb().removeListenerCertificates(
                            request -> request.listenerArn(arn).certificates(toSdk(certificate))));
        }
    }

    /** AWS takes one certificate a call. */
    private void addCertificates(String arn, List<String> certificates) {
        for (String certificate : certificates) {
            Calls.change(() -> elb().addListenerCertificates(
                            request -> request.listenerArn(arn).certificates(toSdk(certificate))));
        }
    }

    private void set(String arn, SortedMap<String, String> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        List<ListenerAttribute> entries = attributes.entrySet().stream()
                .map(attribute -> ListenerAttribute.builder()
                        .key(attribute.getKey())
                        .value(attribute.getValue())
                        .build())
                .toList();
        Calls.change(() -> elb().modifyListenerAttributes(
                        request -> request.listenerArn(arn).attributes(entries)));
    }

    @Override
    public void delete(Change.Delete change, Ids ids) {
        Optional<String> arn = change.resource().cloudId();
        Optional<SortedMap<String, String>> stored = arn.flatMap(reads::tagsIfThere);
        if (stored.isEmpty()) {
            return;
        }
        Collection<Owner> owners = Marks.owners(stored.get());
        if (!owners.isEmpty()) {
            Ownership.require(change, owners);
        }
        Calls.delete(() -> elb().deleteListener(request -> request.listenerArn(arn.get())));
    }

    private static boolean isTls(Resource listener) {
        return listener.get(AwsKinds.LISTENER_PROTOCOL).filter("TLS"::equals).isPresent();
    }

    private static SpecValue actions(Resource listener) {
        return listener.spec().getOrDefault(AwsKinds.DEFAULT_ACTIONS.name(), new SpecValue.Sequence(List.of()));
    }

    private static List<String> certificates(Resource listener) {
        return listener.get(AwsKinds.CERTIFICATES).orElse(List.of());
    }

    private static Optional<Certificate> standard(Resource listener) {
        return certificates(listener).stream().findFirst().map(ListenerWriter::toSdk);
    }

    private static List<String> extra(List<String> certificates) {
        return certificates.subList(Math.min(1, certificates.size()), certificates.size());
    }

    private static Certificate toSdk(String arn) {
        return Certificate.builder().certificateArn(arn).build();
    }

    private static int port(Resource listener) {
        return listener.get(AwsKinds.LISTENER_PORT).orElse(0L).intValue();
    }

    private static String loadBalancer(Resource listener, Ids ids) {
        Optional<ResourceId> id = listener.get(AwsKinds.LOAD_BALANCER_ARN);
        return ids.of(id.orElseThrow(
                () -> new ProviderException(ErrorKind.INVALID, listener.id() + " names no load balancer")));
    }
}
