/** Not API: how addresses are read and written. */
@NullMarked
package io.lbkit.model.net.internal;

import org.jspecify.annotations.NullMarked;
