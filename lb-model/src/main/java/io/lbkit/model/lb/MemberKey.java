package io.lbkit.model.lb;

/**
 * What tells two members of one pool apart.
 *
 * @param id the node name, pod address or cloud id
 * @param port the port of the member, or 0 where the pool's port counts
 */
public record MemberKey(String id, int port) implements Comparable<MemberKey> {
    @Override
    public int compareTo(MemberKey other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return port == 0 ? id : id.indexOf(':') >= 0 ? "[" + id + "]:" + port : id + ":" + port;
    }
}
