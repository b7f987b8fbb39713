package dev.sluice.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.RedisServer;

/** Processes of the distribution that share one real Redis, as operators run them. */
final class Replicas implements AutoCloseable {

    static final int COUNT = 3;

    private RedisServer redis;
    private final int redisPort;
    private String redisPid;
    private final Path folder;
    private final String config;
    private final List<ServedProcess> processes = new ArrayList<>();

    private Replicas(RedisServer redis, int redisPort, Path folder, String config) throws IOException {
        this.redis = redis;
        this.redisPort = redisPort;
        this.redisPid = pid(redisPort);
        this.folder = folder;
        this.config = config;
    }

    /**
     * Starts them.
     *
     * @param config of each, with {@code REDIS}, {@code DATA} and {@code REQUIRED} where those stand; the last one requires its Redis
     */
    static Replicas start(Path folder, String config) throws IOException {
        int port = freePort();
        RedisServer redis = server(port, folder);
        redis.start();
        Replicas replicas = new Replicas(redis, port, folder, config);
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<ServedProcess>> starting = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                int number = i;
                starting.add(CompletableFuture.supplyAsync(() -> replicas.serve(number), starters));
            }
            starting.forEach(one -> replicas.processes.add(one.join()));
        }
        return replicas;
    }

    private static RedisServer server(int port, Path folder) throws IOException {
        return RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("dir " + folder)
                .build();
    }

    ServedProcess get(int number) {
        return processes.get(number % COUNT);
    }

    /** Starts one anew. */
    void replace(int number) {
        processes.get(number).close();
        processes.set(number, serve(number));
    }

    /** The Redis is gone, with all that it knew. */
    void killRedis() throws IOException {
        signal("KILL");
        redis.stop();
    }

    void startRedis() throws IOException {
        redis = server(redisPort, folder);
        redis.start();
        redisPid = pid(redisPort);
    }

    void flushRedis() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            socket.getOutputStream().write("FLUSHALL\r\nSCRIPT FLUSH\r\nQUIT\r\n".getBytes(UTF_8));
            socket.getInputStream().readAllBytes();
        }
    }

    /** From now on the Redis answers nobody, and closes no connection either. */
    void pauseRedis() throws IOException {
        signal("STOP");
    }

    void resumeRedis() throws IOException {
        signal("CONT");
    }

    @Override
    public void close() throws IOException {
        resumeRedis();
        processes.forEach(ServedProcess::close);
        redis.stop();
    }

    private ServedProcess serve(int number) {
        try {
            Path own = Files.createDirectories(folder.resolve("replica-" + number));
            String mine = config.replace("REDIS", "127.0.0.1:" + redisPort)
                    .replace("DATA", own.resolve("data").toString())
                    .replace("REQUIRED", Boolean.toString(number == COUNT - 1));
            return ServedProcess.start(own, mine);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, redisPid).start().onExit().join();
    }

    private static String pid(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("INFO server\r\nQUIT\r\n".getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            Matcher found = Pattern.compile("process_id:(\\d+)").matcher(answer);
            if (!found.find()) {
                throw new IllegalStateException("expected the Redis to say its process id, found " + answer);
            }
            return found.group(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
