/**
 * What every cloud's packet filters have in common: rules in an order, in stages that must all admit. Whoever explains why a
 * packet does not arrive asks one question, whichever cloud it is. Pure values, safe for use by many threads.
 */
@NullMarked
package io.lbkit.model.filter;

import org.jspecify.annotations.NullMarked;
