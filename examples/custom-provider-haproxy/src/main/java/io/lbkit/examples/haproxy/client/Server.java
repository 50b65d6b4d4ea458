package io.lbkit.examples.haproxy.client;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberHealth.State;
import io.lbkit.model.net.IpAddress;
import java.util.Map;

/**
 * A server as the running process has it.
 *
 * @param state its row of {@code show servers state}
 * @param stat its row of {@code show stat}
 */
public record Server(Map<String, String> state, Map<String, String> stat) {
    private static final int FORCED_OUT = 0x01 | 0x08; // maintenance, drain

    /** {@return the settings of a server as they follow its name in the file} */
    public static String settings(IpAddress address, int port, int weight) {
        return address + ":" + port + " weight " + weight;
    }

    /** {@return the backend} */
    public String backend() {
        return state.getOrDefault("be_name", "");
    }

    /** {@return the name} */
    public String name() {
        return state.getOrDefault("srv_name", "");
    }

    boolean hasAddress() {
        return state.getOrDefault("srv_addr", "").matches("[0-9a-fA-F.:]{2,}") && port() > 0;
    }

    /** {@return the address} */
    public IpAddress address() {
        return IpAddress.parseStored(state.getOrDefault("srv_addr", ""));
    }

    /** {@return the port} */
    public int port() {
        return Integer.parseInt(state.getOrDefault("srv_port", "0"));
    }

    /** {@return the weight; 0 gets no new connections} */
    public int weight() {
        return Integer.parseInt(state.getOrDefault("srv_uweight", "1"));
    }

    /** {@return whether it was taken out: it keeps the connections that it has, and gets no new ones} */
    public boolean isOut() {
        return (Integer.parseInt(state.getOrDefault("srv_admin_state", "0")) & FORCED_OUT) != 0;
    }

    boolean isIn(String settings) {
        return !isOut() && settings(address(), port(), weight()).equals(settings);
    }

    /** {@return how many connections it has} */
    public int connections() {
        return Integer.parseInt(stat.getOrDefault("scur", "0"));
    }

    // docs: health
    /** {@return what its checks made of it, with the words of the last check, for example {@code L4OK}} */
    public MemberHealth health() {
        if (isOut() || weight() == 0) {
            return connections() > 0
                    ? new MemberHealth(State.DRAINING, connections() + " connections left")
                    : new MemberHealth(State.UNUSED, "drained");
        }
        String status = stat.getOrDefault("status", "");
        String check = stat.getOrDefault("check_status", "").replace("* ", "");
        boolean checked = !check.startsWith("INI") && !status.matches("DOWN \\d+/\\d+");
        State state = status.startsWith("UP") ? State.HEALTHY : State.UNHEALTHY;
        String words = (check + " " + stat.getOrDefault("last_chk", "")).strip();
        return new MemberHealth(checked ? state : State.INITIAL, words);
    }
    // docs: end
}
