/** Network Load Balancers of AWS for Kubernetes Services. */
@NullMarked
@ValueStyle
package io.lbkit.aws;

import io.lbkit.aws.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
