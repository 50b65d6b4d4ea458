/** The resource graph: provider objects as attributes and members, the schema of their kinds, owners and fingerprints. */
@NullMarked
@ValueStyle
package io.lbkit.model.resource;

import io.lbkit.model.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
