package io.lbkit.testkit.simulation;

import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import java.util.OptionalLong;

/**
 * Where a load balancer leads connections.
 *
 * @param address the address that clients use
 * @param door what they knock at
 * @param pool who gets the connections
 * @param nodePort to which port of a node they go; if there is none, packets keep the address and port of the client's wish
 */
record Route(IpAddress address, Door door, Resource pool, OptionalLong nodePort) {}
