/** What the packages of this module share and nobody else uses. */
@NullMarked
package io.lbkit.aws.internal;

import org.jspecify.annotations.NullMarked;
