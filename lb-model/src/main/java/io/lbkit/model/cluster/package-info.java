/** The cluster view: immutable images of the Kubernetes objects that matter to a load balancer, and the indexed snapshot of all of them. */
@NullMarked
@ValueStyle
package io.lbkit.model.cluster;

import io.lbkit.model.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
