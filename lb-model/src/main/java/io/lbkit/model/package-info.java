/** Terms that the whole model shares. */
@NullMarked
package io.lbkit.model;

import org.jspecify.annotations.NullMarked;
