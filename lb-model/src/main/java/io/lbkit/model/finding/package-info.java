/** What LBKit has to say about an input or a state: findings with code, severity, evidence and remedy. */
@NullMarked
@ValueStyle
package io.lbkit.model.finding;

import io.lbkit.model.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
