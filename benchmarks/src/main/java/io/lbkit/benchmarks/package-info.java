/** What planning a large fleet costs, measured with JMH. */
@NullMarked
package io.lbkit.benchmarks;

import org.jspecify.annotations.NullMarked;
