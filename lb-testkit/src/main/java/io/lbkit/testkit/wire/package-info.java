/**
 * Local HTTP servers that stand in for the APIs of clouds, and a proxy that makes calls fail: what the tests of a provider
 * need to see its real client on the wire.
 *
 * <ul>
 *   <li>{@link io.lbkit.testkit.wire.StandInServer} answers requests by method and path or by action, one at a time, with
 *       the help of {@link io.lbkit.testkit.wire.Pagination} and of {@link io.lbkit.testkit.wire.ErrorStyle}, which writes
 *       errors as each cloud does.
 *   <li>{@link io.lbkit.testkit.wire.FaultProxy} stands in front of such a server, or of any emulator on this machine, and
 *       carries out {@linkplain io.lbkit.testkit.wire.WireFault faults}: delays, resets, refusals, lost answers, stale
 *       reads, tiny pages, duplicated deliveries.
 *   <li>Both keep a {@link io.lbkit.testkit.wire.Recording} of what was asked.
 * </ul>
 *
 * <p>Everything listens on loopback only, on a free port, and the proxy refuses to connect to any other machine. HTTP/1.1
 * without TLS; messages are held in memory, up to 64 MiB each. Signatures of requests are not checked.
 */
@NullMarked
package io.lbkit.testkit.wire;

import org.jspecify.annotations.NullMarked;
