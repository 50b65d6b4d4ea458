package io.lbkit.testkit.aws;

import io.lbkit.testkit.aws.AwsQuotas.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The certificates that listeners have beside their default one. */
final class CertificateActions {
    private final AwsState state;
    private final ElbObjects objects;
    private final ListenerReader reader;

    CertificateActions(AwsState state) {
        this.state = state;
        this.objects = new ElbObjects(state);
        this.reader = new ListenerReader(state);
    }

    Map<String, Action> actions() {
        return Map.of(
                "AddListenerCertificates", this::add,
                "RemoveListenerCertificates", this::remove,
                "DescribeListenerCertificates", this::describe);
    }

    private Listener listener(AwsRequest request) {
        Listener listener = objects.listener(request.required("ListenerArn"));
        if (!listener.settings().tls()) {
            throw Refusals.of(
                    "UnsupportedOperation",
                    "Listeners with the protocol " + listener.settings().protocol() + " have no certificates");
        }
        return listener;
    }

    private static List<String> arns(AwsRequest request) {
        List<String> arns = new ArrayList<>();
        for (Arguments certificate : request.list("Certificates")) {
            if (certificate.has("IsDefault")) {
                throw Refusals.invalid("IsDefault cannot be set for certificates that are added or removed");
            }
            arns.add(certificate
                    .text("CertificateArn")
                    .orElseThrow(() -> Refusals.invalid("A certificate ARN must be specified")));
        }
        if (arns.size() != 1) {
            throw Refusals.invalid("Exactly one certificate must be specified per call");
        }
        return arns;
    }

    private Xml add(AwsRequest request) {
        Listener listener = listener(request);
        List<String> added = arns(request);
        added.forEach(reader::checkCertificate);
        TreeSet<String> next = new TreeSet<>(listener.extraCertificates());
        next.addAll(added);
        listener.settings().certificate().ifPresent(next::remove);
        state.quotas().check(Quota.CERTIFICATES, next.size(), "TooManyCertificates");
        listener.extraCertificates().addAll(next);
        return Xml.empty()
                .members(
                        "Certificates",
                        added.stream().map(arn -> xml(arn, false)).toList());
    }

    private Xml remove(AwsRequest request) {
        Listener listener = listener(request);
        List<String> gone = arns(request);
        if (listener.settings().certificate().filter(gone::contains).isPresent()) {
            throw Refusals.of("OperationNotPermitted", "The default certificate of a listener cannot be removed");
        }
        listener.extraCertificates().removeAll(gone);
        return Xml.empty();
    }

    private Xml describe(AwsRequest request) {
        Listener listener = listener(request);
        List<Xml> all = new ArrayList<>();
        listener.settings().certificate().ifPresent(arn -> all.add(xml(arn, true)));
        listener.extraCertificates().forEach(arn -> all.add(xml(arn, false)));
        return objects.page(request, "Certificates", all);
    }

    private static Xml xml(String arn, boolean standard) {
        return Xml.empty().with("CertificateArn", arn).with("IsDefault", standard);
    }
}
