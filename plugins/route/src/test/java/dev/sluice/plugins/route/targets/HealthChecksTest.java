package dev.sluice.plugins.route.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Target;
import dev.sluice.plugins.route.config.RouteConfig.CheckSettings;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HealthChecksTest {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final CheckSettings CHECK = new CheckSettings(
            "local", URI.create("http://127.0.0.1:1/health"), Map.of(), EVERY, Duration.ofSeconds(2), 2);
    private static final HealthSettings HEALTH =
            new HealthSettings(5, 0.5, 20, Duration.ofSeconds(10), 0, Duration.ofSeconds(5), 1, true, List.of(CHECK));

    private final VirtualTime time = new VirtualTime();
    private final TargetStates states = new TargetStates(HEALTH, null, new SplittableRandom(1));
    private final TargetState local = states.of(new Target("local", "m"));
    private final TargetState remote = states.of(new Target("remote", "m"));
    private Future<Integer> answer = Future.succeededFuture(200);

    @Test
    void aProviderThatIsNotWellIsEjectedBeforeAnyCallFindsOut() {
        start();

        answer = Future.failedFuture("refused");
        time.advance(EVERY);
        assertThat(local.isHealthy(time.nanoTime())).isTrue();
        time.advance(EVERY);

        assertThat(local.isEjected()).isTrue();
        assertThat(local.ejectedBecause()).isEqualTo("health check of local");
        assertThat(local.wantsProbe(time.nanoTime())).isFalse();
        assertThat(remote.isEjected()).isFalse();
    }

    @Test
    void itStaysSoForAsLongAsItIsNotWellAndIsBackAtOnceWhenItIs() {
        start();
        answer = Future.succeededFuture(503);
        for (int i = 0; i < 20; i++) {
            time.advance(EVERY);
        }
        assertThat(local.wantsProbe(time.nanoTime())).isFalse();

        answer = Future.succeededFuture(204);
        time.advance(EVERY);

        assertThat(local.isHealthy(time.nanoTime())).isTrue();
    }

    @Test
    void whatCallsHaveFoundOutIsNotForgivenByAGoodAnswer() {
        start();
        for (int i = 0; i < 5; i++) {
            local.failed("status 500", false, time.nanoTime());
        }

        time.advance(EVERY);

        assertThat(local.isEjected()).isTrue();
    }

    private void start() {
        new HealthChecks(CHECK, states, time, check -> answer).start();
        time.run();
    }
}
