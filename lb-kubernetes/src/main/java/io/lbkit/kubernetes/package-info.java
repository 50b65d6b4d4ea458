/**
 * Kubernetes objects as values of the model.
 *
 * <p>{@link io.lbkit.kubernetes.ClusterReader} reads manifests and dumps from files, folders, streams and text into one
 * {@link io.lbkit.model.cluster.ClusterSnapshot}:
 *
 * <pre>{@code
 * ClusterInput input = ClusterReader.create().complete().add(Path.of("dump")).add("stdin", System.in).read();
 * input.findings().forEach(finding -> System.err.println(finding.message()));
 * ClusterSnapshot cluster = input.snapshot();
 * }</pre>
 *
 * <p>{@link io.lbkit.kubernetes.KubernetesObjects} turns single objects of the fabric8 client, such as those of a watch,
 * into the same values. Files take the same way: text becomes an object of the client, and that becomes a value.
 *
 * <h2>What is complete</h2>
 *
 * <p>A type of object that appears in the input is {@link io.lbkit.model.Coverage#COMPLETE}, be it only as an empty list of
 * that type ({@code kind: NodeList}); a type that does not appear is {@link io.lbkit.model.Coverage#UNKNOWN}. Services are
 * {@link io.lbkit.model.Coverage#PARTIAL} unless the caller says that the input is the whole cluster. Whatever could not be
 * read may have been anything, so one broken document, missing file or single page of a list makes every type (or the type
 * of the list) partial at most. Objects that are broken but can be named are kept as
 * {@link io.lbkit.model.cluster.Unreadable}: bad input never looks like an absent object.
 *
 * <h2>How text is understood</h2>
 *
 * <p>As the API server does: words such as {@code yes} and {@code on} are booleans when they are not quoted, numbers are not
 * text, a key that stands twice is an error, unknown fields are passed over. Bytes are UTF-8, or UTF-16 with a byte order
 * mark. EndpointSlices of {@code discovery.k8s.io/v1beta1} are read as {@code v1}.
 */
@NullMarked
package io.lbkit.kubernetes;

import org.jspecify.annotations.NullMarked;
