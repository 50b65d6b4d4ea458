package io.lbkit.testkit.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Two callers: the HTTP client of the JDK, and a socket, which shows every byte. */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Client() {}

    static HttpRequest.Builder request(URI server, String target) {
        return HttpRequest.newBuilder(server.resolve(target)).timeout(PATIENCE);
    }

    /** A client of its own for each request: a shared one repeats some requests whose connection broke. */
    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<String> get(URI server, String target) throws IOException, InterruptedException {
        return send(request(server, target));
    }

    static HttpResponse<String> post(URI server, String target, String body) throws IOException, InterruptedException {
        return send(request(server, target).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static HttpResponse<String> action(URI server, String form) throws IOException, InterruptedException {
        return send(request(server, "/")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** One connection. */
    static final class Raw implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Raw(URI server) throws IOException {
            this.socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        Raw send(String text) throws IOException {
            out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return this;
        }

        /** Sends nothing more, and goes on reading. */
        Raw end() throws IOException {
            socket.shutdownOutput();
            return this;
        }

        /** {@return what comes up to and with the end of a head} */
        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException("closed in an orderly way after: " + head);
                }
                head.append((char) b);
            }
            return head.toString();
        }

        String body(int size) throws IOException {
            return new String(in.readNBytes(size), StandardCharsets.UTF_8);
        }

        /** {@return the next byte, -1 after an orderly end} */
        int read() throws IOException {
            return in.read();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
