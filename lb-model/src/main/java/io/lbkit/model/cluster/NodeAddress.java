package io.lbkit.model.cluster;

import io.lbkit.model.net.IpAddress;

/**
 * An address of a node that is an IP address. Host names are not kept.
 *
 * @param type {@code InternalIP} or {@code ExternalIP}
 * @param address the address
 */
public record NodeAddress(Type type, IpAddress address) {
    /** What an address is for. */
    public enum Type implements ApiName {
        /** Reachable inside the network of the cluster. */
        INTERNAL_IP("InternalIP"),
        /** Reachable from outside. */
        EXTERNAL_IP("ExternalIP");

        private final String apiName;

        Type(String apiName) {
            this.apiName = apiName;
        }

        @Override
        public String apiName() {
            return apiName;
        }

        @Override
        public String toString() {
            return apiName;
        }
    }
}
