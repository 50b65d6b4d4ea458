/** What is known about the AWS account and the VPC: plain data that a design needs, so that it needs no cloud. */
@NullMarked
@ValueStyle
package io.lbkit.aws.facts;

import io.lbkit.aws.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
