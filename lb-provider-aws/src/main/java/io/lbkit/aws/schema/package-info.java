/** The kinds of AWS objects that make up a Network Load Balancer for a Service, and how they are marked as owned. */
@NullMarked
@ValueStyle
package io.lbkit.aws.schema;

import io.lbkit.aws.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
