package dev.sluice.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.load.Percentiles;
import dev.sluice.bench.load.Seen;
import dev.sluice.bench.run.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0);

    @Test
    void showsMediansWithTheirSpreadAndTheRatioToNginx() {
        List<Sample> samples = List.of(
                sample(1, "nginx", 10), sample(1, "sluice", 20), sample(2, "nginx", 12), sample(2, "sluice", 18));

        String table = new Table(samples).markdown();

        assertThat(table)
                .contains("| CPU per call, 1 KB (µs) | 11.0 (10.0 to 12.0) | 19.0 (18.0 to 20.0) 1.75x |")
                .contains("| Faults | 0 | 0 |");
    }

    private static Sample sample(int round, String contestant, int cpuMicros) {
        Seen seen = new Seen(1000, 0, NONE, NONE, NONE);
        Duration cpu = Duration.ofMillis(cpuMicros);
        return new Sample(
                round, contestant, "closed-1k", 0, Duration.ofSeconds(1), seen, cpu, Duration.ZERO, 0, Map.of());
    }
}
