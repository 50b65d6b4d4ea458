package io.lbkit.kubernetes.internal;

import io.lbkit.kubernetes.ClusterInput;
import io.lbkit.kubernetes.Reading;
import io.lbkit.kubernetes.internal.yaml.FieldPath;
import io.lbkit.kubernetes.internal.yaml.RepeatedKey;
import io.lbkit.kubernetes.internal.yaml.Tree;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.FieldWrites;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gathers the objects and findings of all sources. */
public final class InputCollector {
    private final String namespace;
    private final boolean wholeCluster;
    private final Set<String> podVariables;
    private final ClusterSnapshot.Builder snapshot = ClusterSnapshot.builder();
    private final List<Finding> findings = new ArrayList<>();
    private final SortedMap<String, Integer> objects = new TreeMap<>();
    private final SortedMap<String, Ignored> ignored = new TreeMap<>();
    private final SortedSet<ServiceKey> notLoadBalancers = new TreeSet<>();
    private final Map<String, Place> seen = new HashMap<>();
    private final SortedMap<String, List<FieldWrites>> writes = new TreeMap<>();
    private final Set<ObjectType> appeared = EnumSet.noneOf(ObjectType.class);
    private final Namespaces namespaces = new Namespaces();
    private final Set<ObjectType> pagesMissing = EnumSet.noneOf(ObjectType.class);
    private int files;
    private int documents;
    private boolean somethingLost;

    /** Objects that are not used. */
    private record Ignored(String apiVersion, String kind, int count, Place first) {}

    /** Nothing is gathered yet. */
    public InputCollector(String namespace, boolean wholeCluster, Set<String> podVariables) {
        this.namespace = namespace;
        this.wholeCluster = wholeCluster;
        this.podVariables = podVariables;
        snapshot.podVariables(podVariables);
    }

    void countFile() {
        files++;
    }

    void countDocument() {
        documents++;
    }

    int documents() {
        return documents;
    }

    /** A part of the input that cannot be read: whatever it held is unknown, so no type of object is complete. */
    void lost(InputCode code, String about, String message, String remedy, Optional<Place> place) {
        somethingLost = true;
        findings.add(finding(code, about, message, remedy, place));
    }

    /** A broken document of which enough is known to name the object. */
    void lost(InputCode code, String message, String remedy, Place place, Tree.Mapping known) {
        lostObject(code, message, remedy, place, known)
                .ifPresentOrElse(
                        object -> {
                            somethingLost = true;
                            snapshot.add(object);
                            findings.addAll(object.findings());
                        },
                        () -> lost(code, place.toString(), message, remedy, Optional.of(place)));
    }

    private Optional<Unreadable> lostObject(
            InputCode code, String message, String remedy, Place place, Tree.Mapping known) {
        Optional<KnownKind<?, ?>> kind = known.text("apiVersion")
                .flatMap(version -> known.text("kind").flatMap(name -> KnownKind.find(version, name)));
        if (kind.isEmpty() || known.child("metadata").text("name").isEmpty()) {
            return Optional.empty();
        }
        Subject subject = subject(kind.get().type(), known);
        // The type may stand behind the place where reading ended.
        noteType(subject, known, "");
        Finding finding = code.finding()
                .service(subject.service().map(Object::toString))
                .about(place.toString())
                .message(message)
                .remedy(remedy)
                .addEvidence(place.evidence())
                .build();
        return Optional.of(new Unreadable(subject.type(), subject.name(), subject.service(), List.of(finding)));
    }

    void note(InputCode code, String about, String message, String remedy) {
        findings.add(finding(code, about, message, remedy, Optional.empty()));
    }

    private static Finding finding(InputCode code, String about, String message, String remedy, Optional<Place> place) {
        return code.finding()
                .about(about)
                .message(message)
                .remedy(remedy)
                .evidence(place.map(Place::evidence).map(List::of).orElse(List.of()))
                .build();
    }

    /** A typed list was there, with items or without. */
    void appeared(ObjectType type) {
        appeared.add(type);
    }

    /** A list was there of which more exists. */
    void pageMissing(ObjectType type) {
        pagesMissing.add(type);
    }

    void allPagesMissing() {
        somethingLost = true;
    }

    /** An object of any kind. */
    void object(String apiVersion, String kind, Tree.Mapping tree, List<RepeatedKey> repeated, Place place) {
        objects.merge(kind, 1, Integer::sum);
        if (Namespaces.isOne(apiVersion, kind)) {
            namespaces.add(tree);
            return;
        }
        if (Refusal.isOne(kind, tree)) {
            refused(Refusal.of(tree), place);
            return;
        }
        KnownKind.find(apiVersion, kind)
                .ifPresentOrElse(known -> known(known, tree, repeated, place), () -> ignored(apiVersion, kind, place));
    }

    /** The answer of the API where objects were asked for: it is not known which there are. */
    private void refused(Refusal refusal, Place place) {
        refusal.type().ifPresentOrElse(this::pageMissing, this::allPagesMissing);
        findings.add(finding(
                InputCode.REFUSED,
                place.toString(),
                "The API did not give " + refusal.what() + ": " + refusal.reason() + ".",
                "Read them with the permission to list " + refusal.what() + "; until then they are unknown.",
                Optional.of(place)));
    }

    private void ignored(String apiVersion, String kind, Place place) {
        ignored.merge(
                apiVersion + "/" + kind,
                new Ignored(apiVersion, kind, 1, place),
                (before, now) -> new Ignored(apiVersion, kind, before.count() + 1, before.first()));
    }

    private void known(KnownKind<?, ?> kind, Tree.Mapping tree, List<RepeatedKey> repeated, Place place) {
        appeared(kind.type());
        Subject subject = subject(kind.type(), tree);
        noteIfSeen(subject, place);
        Faults faults = new Faults(
                subject,
                field -> List.of(place.atLine(FieldPath.line(tree, field)).evidence()));
        repeated.forEach(faults::repeatedKey);
        Map<String, @Nullable Object> plain = plain(tree);
        keep(FieldWriteReading.read(subject, plain), subject);
        Ballast.drop(kind.type(), plain, podVariables);
        if (kind.type() != ObjectType.NODE) {
            supplyNamespace(plain);
        }
        Reading<?> read = kind.read(plain, faults, snapshot);
        findings.addAll(read.findings());
        noteType(subject, tree, ServiceType.CLUSTER_IP.apiName());
    }

    private void keep(List<FieldWrites> read, Subject subject) {
        if (read.isEmpty()) {
            writes.remove(subject.toString());
        } else {
            writes.put(subject.toString(), read);
        }
    }

    /** Remembers of which type a Service says it is, even if it says little else; a wrong name may mean any type. */
    private void noteType(Subject subject, Tree.Mapping tree, String otherwise) {
        String type = tree.child("spec").text("type").orElse(otherwise);
        boolean isOther = Arrays.stream(ServiceType.values())
                .anyMatch(known ->
                        known != ServiceType.LOAD_BALANCER && known.apiName().equals(type));
        subject.service()
                .filter(service -> subject.type() == ObjectType.SERVICE)
                .ifPresent(service -> {
                    if (isOther) {
                        notLoadBalancers.add(service);
                    } else {
                        notLoadBalancers.remove(service);
                    }
                });
    }

    private SortedSet<ServiceKey> unreadableLoadBalancers(ClusterSnapshot built) {
        SortedSet<ServiceKey> services = new TreeSet<>();
        built.unreadable().stream()
                .filter(object -> object.type() == ObjectType.SERVICE)
                .flatMap(object -> object.service().stream())
                .filter(service -> !notLoadBalancers.contains(service))
                .forEach(services::add);
        return services;
    }

    private Subject subject(ObjectType type, Tree.Mapping tree) {
        Tree.Mapping meta = tree.child("metadata");
        Subject subject = Subject.of(
                type,
                meta.text("namespace").orElse(namespace),
                meta.text("name").orElse(""));
        Optional<String> service = type == ObjectType.ENDPOINT_SLICE
                ? meta.child("labels").text(SliceReading.SERVICE_LABEL)
                : Optional.empty();
        return service.map(subject::concerning).orElse(subject);
    }

    @SuppressWarnings("unchecked") // a mapping is a map by its own words
    private static Map<String, @Nullable Object> plain(Tree.Mapping tree) {
        return (Map<String, @Nullable Object>) tree.plain();
    }

    @SuppressWarnings("unchecked") // keys of a mapping are text
    private void supplyNamespace(Map<String, @Nullable Object> plain) {
        if (plain.get("metadata") instanceof Map<?, ?> meta
                && (meta.get("namespace") == null || "".equals(meta.get("namespace")))) {
            ((Map<String, Object>) meta).put("namespace", namespace);
        }
    }

    private void noteIfSeen(Subject subject, Place place) {
        Place before = seen.put(subject.toString(), place);
        if (before != null) {
            findings.add(InputCode.REPEATED_OBJECT
                    .finding()
                    .service(subject.service().map(Object::toString))
                    .about(subject.about("metadata.name"))
                    .message(subject + " stands twice in the input; the one in " + place + " is used, not the one in "
                            + before + ".")
                    .remedy("Leave one of the two out.")
                    .addEvidence(before.evidence(), place.evidence())
                    .build());
        }
    }

    /** What was gathered. */
    public ClusterInput finish() {
        noteIgnored();
        Set<ObjectType> complete = EnumSet.copyOf(appeared);
        complete.remove(ObjectType.SERVICE);
        if (wholeCluster) {
            complete.add(ObjectType.SERVICE);
        }
        appeared.forEach(type -> snapshot.covering(type, Coverage.PARTIAL));
        complete.removeAll(pagesMissing);
        if (!somethingLost) {
            complete.forEach(type -> snapshot.covering(type, Coverage.COMPLETE));
        }
        ClusterSnapshot built = snapshot.build();
        if (built.coverage(ObjectType.SERVICE) == Coverage.COMPLETE) {
            built.endpointSlices().forEach(slice -> noteIfAlone(slice, built));
        }
        return new ClusterInput(
                built,
                findings.stream().sorted().toList(),
                unreadableLoadBalancers(built),
                writes.values().stream().flatMap(List::stream).toList(),
                files,
                documents,
                objects,
                namespaces.labels(),
                namespaces.clusterUids());
    }

    private void noteIgnored() {
        ignored.values()
                .forEach(kind -> note(
                        InputCode.OTHER_KIND,
                        kind.first().toString(),
                        kind.count() + (kind.count() == 1 ? " object" : " objects") + " of kind " + kind.kind() + " ("
                                + kind.apiVersion() + ") "
                                + (kind.count() == 1
                                        ? "is not used."
                                        : "are not used; this is the place of the first."),
                        "Nothing to do: it says nothing about load balancers."));
    }

    private void noteIfAlone(EndpointSlice slice, ClusterSnapshot built) {
        Optional<ServiceKey> service =
                slice.service().filter(key -> built.service(key).isEmpty());
        service.ifPresent(key -> findings.add(InputCode.SLICE_WITHOUT_SERVICE
                .finding()
                .service(key.toString())
                .about("EndpointSlice/" + slice.key() + " metadata.labels['" + SliceReading.SERVICE_LABEL + "']")
                .message("The slice belongs to Service " + key + ", which does not exist.")
                .remedy(
                        "Nothing to do if the Service was just deleted; otherwise delete the slice or correct its label.")
                .addEvidence(Evidence.of(
                        "EndpointSlice/" + slice.key(),
                        "metadata.labels['" + SliceReading.SERVICE_LABEL + "']",
                        key.name()))
                .build()));
    }
}
