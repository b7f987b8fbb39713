package dev.sluice.bench.report;

import dev.sluice.bench.load.Percentiles;
import dev.sluice.bench.run.Plan;
import dev.sluice.bench.run.Sample;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** The raw results of one run: a line that says where and with what, then a line a sample. */
public final class ResultLog implements AutoCloseable {

    private final BufferedWriter out;

    public ResultLog(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        this.out = Files.newBufferedWriter(file);
    }

    public void run(Machine machine, Plan plan) {
        write(new JsonObject()
                .put("type", "run")
                .put("date", Instant.now().toString())
                .put("plan", plan.name())
                .put("rounds", plan.rounds())
                .put("warm_up_seconds", plan.warmUp().toSeconds())
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("kernel", machine.kernel())
                .put("load_average", machine.load())
                .put("versions", new JsonObject(Map.copyOf(machine.versions()))));
    }

    public void sample(Sample sample) {
        write(new JsonObject()
                .put("type", "sample")
                .put("round", sample.round())
                .put("contestant", sample.contestant())
                .put("phase", sample.phase())
                .put("rate", sample.rate())
                .put("window_ms", sample.window().toMillis())
                .put("calls", sample.seen().calls())
                .put("events", sample.seen().events())
                .put("cpu_ms", sample.cpu().toMillis())
                .put("load_cpu_ms", sample.loadCpu().toMillis())
                .put("resident_bytes", sample.residentBytes())
                .put("latency_us", json(sample.seen().latency()))
                .put("first_event_us", json(sample.seen().firstEvent()))
                .put("event_lag_us", json(sample.seen().eventLag()))
                .put("faults", new JsonObject(Map.copyOf(sample.faults()))));
    }

    private static JsonObject json(Percentiles percentiles) {
        JsonObject json = new JsonObject().put("count", percentiles.count());
        if (percentiles.count() > 0) {
            json.put("p50", percentiles.p50()).put("p99", percentiles.p99());
            json.put("p999", percentiles.p999()).put("max", percentiles.max());
        }
        return json;
    }

    private void write(JsonObject line) {
        try {
            out.write(line.encode());
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
