package io.lbkit.diagnose.document;

import java.util.List;

/** Failure modes that are known and that no rule decides, with the reason. */
final class Undecided {
    private static final List<Mode> ALL = List.of(
            new Mode(
                    "LB-EP-004",
                    "probe on another port than the one that serves",
                    "a probe of a management port is usual and says nothing about the port that serves; that a ready pod refuses is told as `LB-APP-002`, whatever its probe asks"),
            new Mode(
                    "LB-APP-001",
                    "the application listens on 127.0.0.1 alone",
                    "no evidence shows listening sockets; `LB-APP-002` names the possibility"),
            new Mode("LB-APP-005", "TLS meets plain text", "no evidence shows the first bytes of a connection"),
            new Mode(
                    "LB-NET-009",
                    "the wrong kind of subnet",
                    "the provider refuses it when it designs; see the findings of the provider"),
            new Mode(
                    "LB-NET-010",
                    "a client inside meets itself",
                    "flows do not show which target was chosen for a client"),
            new Mode(
                    "LB-NET-011",
                    "clients inside pass the load balancer by",
                    "that they do is shown by flows alone, and these do not show what they miss"),
            new Mode(
                    "LB-NET-012",
                    "PROXY protocol on one side alone",
                    "what the application parses is not in the evidence"),
            new Mode("LB-NET-013", "connections are cut when idle", "how long clients are idle is not in the evidence"),
            new Mode(
                    "LB-NET-014",
                    "ports for translation run out",
                    "counters of the cloud's address translation are not read"),
            new Mode("LB-NET-018", "large packets are lost", "flows have no sizes"),
            new Mode(
                    "LB-NET-019",
                    "UDP is checked over a dead TCP port",
                    "which ports a pod serves without declaring them is not in the evidence; `LB-NET-101` tells of the targets"),
            new Mode(
                    "LB-NODE-006, -007, -009",
                    "node ports and connection tables",
                    "metrics and packet traces of nodes are not read; `LB-NET-101` tells of the targets"),
            new Mode("LB-NODE-012", "a target is another machine", "it is told as `LB-CLD-022` and `LB-CLD-023`"),
            new Mode("LB-NODE-013", "source ranges refuse on the node", "it is told as `LB-TRF-001` with its reason"),
            new Mode(
                    "LB-SEC-001, -003",
                    "open to the world, private workload public",
                    "whether that is meant is nowhere written"),
            new Mode(
                    "LB-SEC-005, -006, -007",
                    "plain text, weak TLS, certificates",
                    "certificates and policies of listeners are not told in neutral terms"),
            new Mode(
                    "LB-SEC-008",
                    "the address of the client is lost",
                    "whether the application needs it is shown only by what it refuses: `LB-APP-006`"),
            new Mode(
                    "LB-SEC-009, -010, -015",
                    "policies are missing, wide or not enforced",
                    "they are hygiene of the cluster, not a fault of the way; whether a plugin enforces policies is not in the evidence"),
            new Mode(
                    "LB-SEC-011",
                    "node ports are open",
                    "the filters of the cloud are asked about the way of clients alone"),
            new Mode("LB-COST-*", "cost", "advice on cost is not built yet"));

    /**
     * One or several failure modes.
     *
     * @param codes their codes
     * @param title what they are
     * @param reason why no rule decides them
     */
    record Mode(String codes, String title, String reason) {}

    private Undecided() {}

    static List<Mode> all() {
        return ALL;
    }

    static String text() {
        StringBuilder text = new StringBuilder("\n## What no rule decides\n\n")
                .append(
                        "These failure modes have a code and no rule: what would show them is no part of the evidence, or it")
                .append(" shows nothing for certain.\n\n")
                .append("| code | failure mode | why |\n|---|---|---|\n");
        ALL.forEach(mode -> text.append("| `")
                .append(mode.codes())
                .append("` | ")
                .append(mode.title())
                .append(" | ")
                .append(mode.reason())
                .append(" |\n"));
        return text.toString();
    }
}
