/** Network values: addresses, ranges, families, protocols and ports. */
@NullMarked
package io.lbkit.model.net;

import org.jspecify.annotations.NullMarked;
