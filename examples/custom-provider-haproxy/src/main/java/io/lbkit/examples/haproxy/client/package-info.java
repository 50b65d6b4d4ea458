/**
 * A small client for HAProxy: its configuration file, its runtime API and its reload. It takes the place of the SDK that a
 * cloud brings; nothing in it is about Services or plans.
 */
@NullMarked
package io.lbkit.examples.haproxy.client;

import org.jspecify.annotations.NullMarked;
