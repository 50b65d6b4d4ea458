/** Not API: shared machinery of the diagnosis. */
@NullMarked
package io.lbkit.diagnose.internal;

import org.jspecify.annotations.NullMarked;
