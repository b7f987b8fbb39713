package dev.sluice.proxy.state.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.embedded.RedisServer;

/** A real Redis server, in a folder of its own, to which a test can do what happens to servers. */
final class TestRedis implements AutoCloseable {

    private final int port;
    private final Path folder;
    private final List<String> settings;
    private RedisServer server;
    private String pid = "";

    private TestRedis(int port, Path folder, List<String> settings) {
        this.port = port;
        this.folder = folder;
        this.settings = settings;
        this.server = build();
    }

    static TestRedis start(String... settings) {
        return startOn(freePort(), settings);
    }

    static TestRedis startOn(int port, String... settings) {
        try {
            TestRedis redis = new TestRedis(port, Files.createTempDirectory("redis"), List.of(settings));
            redis.restart();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        // Below 55536, so that a cluster's bus has a port, too.
        for (int i = 0; i < 100; i++) {
            try (ServerSocket socket = new ServerSocket(0)) {
                if (socket.getLocalPort() < 50_000) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no free port");
    }

    int port() {
        return port;
    }

    void restart() {
        try {
            server = build();
            server.start();
            pid = findPid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        signal("KILL");
        close();
    }

    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    /** Sends one command; returns its answer, arrays item by item, an error as it came. */
    List<String> command(String... words) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                command.append('$')
                        .append(word.length())
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
            socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
            List<String> answer = new ArrayList<>();
            read(new BufferedInputStream(socket.getInputStream()), answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often each command was called since the server's start, or since CONFIG RESETSTAT. */
    Map<String, Long> calls() {
        Pattern line = Pattern.compile("cmdstat_([a-z|]+):calls=(\\d+)");
        Matcher matcher = line.matcher(command("INFO", "commandstats").getFirst());
        return matcher.results().collect(Collectors.toMap(m -> m.group(1), m -> Long.parseLong(m.group(2))));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String findPid() {
        Matcher found = Pattern.compile("process_id:(\\d+)")
                .matcher(command("INFO", "server").getFirst());
        if (!found.find()) {
            throw new IllegalStateException("the server does not say its process id");
        }
        return found.group(1);
    }

    private RedisServer build() {
        try {
            var builder = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("dir " + folder)
                    .setting("daemonize no");
            settings.forEach(builder::setting);
            return builder.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(InputStream in, List<String> answer) throws IOException {
        int type = in.read();
        String line = line(in);
        switch (type) {
            case '*' -> {
                for (int i = 0; i < Integer.parseInt(line); i++) {
                    read(in, answer);
                }
            }
            case '$' -> {
                int length = Integer.parseInt(line);
                answer.add(length < 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8));
                in.readNBytes(length < 0 ? 0 : 2);
            }
            default -> answer.add(line);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r' && c >= 0; c = in.read()) {
            line.append((char) c);
        }
        in.read();
        return line.toString();
    }
}
