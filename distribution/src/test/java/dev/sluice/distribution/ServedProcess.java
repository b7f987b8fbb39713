package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the distribution that serves, as an operator starts it. */
final class ServedProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final Path ROOT = Path.of(System.getProperty("sluice.distribution"));
    private static final Pattern BASE = Pattern.compile("OpenAI +(http://\\S+)/v1");
    private static final Pattern ADMIN = Pattern.compile("Admin and metrics +(http://\\S+)");

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final String base;
    private final String admin;

    private ServedProcess(Process process) throws InterruptedException {
        this.process = process;
        Thread.ofVirtual().start(this::read);
        this.base = await(BASE).group(1);
        this.admin = await(ADMIN).group(1);
    }

    static ServedProcess start(Path folder, String config) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), config);
        ProcessBuilder builder = new ProcessBuilder(
                        ROOT.resolve("bin/sluice").toString(), "serve", "--config", file.toString())
                .redirectErrorStream(true);
        builder.environment().put("SLUICE_JAVA", System.getProperty("java.home"));
        return new ServedProcess(builder.start());
    }

    /** Where its data plane is. */
    String base() {
        return base;
    }

    /** Where its admin API is. */
    String admin() {
        return admin;
    }

    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Waits until it says something like this. */
    Matcher await(Pattern pattern) throws InterruptedException {
        StringBuilder said = new StringBuilder();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (String line = next(deadline); line != null; line = next(deadline)) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
            said.append(line).append('\n');
        }
        return fail("expected " + pattern + ", found:\n" + said);
    }

    int ended() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String next(long deadline) throws InterruptedException {
        return lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            reader.lines().forEach(lines::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            lines.add("its output broke off: " + e.getMessage());
        }
    }
}
