/** Not API: shared machinery of the model. */
@NullMarked
package io.lbkit.model.internal;

import org.jspecify.annotations.NullMarked;
