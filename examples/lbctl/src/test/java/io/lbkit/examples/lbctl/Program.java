package io.lbkit.examples.lbctl;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import picocli.CommandLine;

/** Runs the program in this process and catches what it prints. */
final class Program {
    static final Path DEMO = Path.of("demo");
    static final String CLUSTER = DEMO.resolve("cluster.yaml").toString();

    /** The time of the night. */
    static final Instant NOW = Instant.parse("2026-03-01T12:45:00Z");

    private final String stdin;
    private final Terminal terminal;

    private Program(String stdin, Terminal terminal) {
        this.stdin = stdin;
        this.terminal = terminal;
    }

    /** What a run printed, apart and as a terminal shows it, and its exit code. */
    record Run(int code, String out, String err, String both) {}

    static Run run(String... args) {
        return new Program("", new Nobody()).with(args);
    }

    static Program reading(String stdin) {
        return new Program(stdin, new Nobody());
    }

    static Program answering(boolean answer) {
        return new Program("", new Somebody(answer));
    }

    Run with(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        StringWriter both = new StringWriter();
        CommandLine line = Lbctl.commandLine(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                terminal,
                Clock.fixed(NOW, ZoneOffset.UTC));
        line.setOut(new PrintWriter(new Tee(out, both)));
        line.setErr(new PrintWriter(new Tee(err, both)));
        int code = line.execute(args);
        line.getOut().flush();
        line.getErr().flush();
        return new Run(code, out.toString(), err.toString(), both.toString());
    }

    private static final class Tee extends java.io.Writer {
        private final StringWriter one;
        private final StringWriter other;

        Tee(StringWriter one, StringWriter other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public void write(char[] text, int from, int length) {
            one.write(text, from, length);
            other.write(text, from, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private record Nobody() implements Terminal {
        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public int columns() {
            return 80;
        }

        @Override
        public boolean confirms(String question) {
            throw new AssertionError("nobody can answer: " + question);
        }
    }

    private record Somebody(boolean answer) implements Terminal {
        @Override
        public boolean isInteractive() {
            return true;
        }

        @Override
        public int columns() {
            return 80;
        }

        @Override
        public boolean confirms(String question) {
            return answer;
        }
    }
}
