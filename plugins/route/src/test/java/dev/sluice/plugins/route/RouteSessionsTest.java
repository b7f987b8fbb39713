package dev.sluice.plugins.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import dev.sluice.testkit.FakeModels;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Sessions over a socket: until one is open it is a call like any other; then it stays where it is, for as long as it lasts. */
class RouteSessionsTest {

    private static final Target ONE = new Target("p", "one");
    private static final Target OTHER = new Target("p", "other");

    private final VirtualTime time = new VirtualTime();
    private final Queue<Promise<Frames>> open = new ArrayDeque<>();

    @Test
    void theNextTargetIsTriedWhereOneRefuses() {
        Routed routed = routed(Configs.usual(), Script.status(500), opens());

        Future<Reply> reply = routed.ask(session(ONE, OTHER));

        assertThat(reply.result().status()).isEqualTo(101);
        assertThat(routed.targets()).containsExactly("p/one", "p/other");
    }

    @Test
    void theNextTargetIsTriedWhereOneTakesTooLongToOpen() {
        Configs hasty = Configs.usual().deadlines(Duration.ofMillis(200), Duration.ZERO, Duration.ZERO);
        Routed routed = routed(hasty, Script.silent(), opens());

        Future<Reply> reply = routed.ask(session(ONE, OTHER));

        assertThat(reply.result().status()).isEqualTo(101);
        assertThat(routed.targets()).containsExactly("p/one", "p/other");
    }

    @Test
    void aTargetThatRefusesThemIsEjected() {
        Routed routed = routed(Configs.usual().attempts(1), Script.status(500));

        for (int i = 0; i < 6; i++) {
            routed.ask(session(ONE, OTHER));
        }

        assertThat(routed.targets().subList(0, 5)).containsOnly("p/one");
        assertThat(routed.targetsAfter(5)).containsExactly("p/other");
    }

    @Test
    void oneThatBreaksOffCountsAgainstItsTarget() {
        Routed routed = routed(Configs.usual(), opens());

        for (int i = 0; i < 10; i++) {
            read(routed.ask(session(ONE, OTHER)));
            open.remove().fail(new java.nio.channels.ClosedChannelException());
        }
        routed.ask(session(ONE, OTHER));

        assertThat(routed.targetsAfter(10)).containsExactly("p/other");
    }

    @Test
    void aTargetsRoomIsTakenForAsLongAsASessionLasts() {
        Routed routed = routed(Configs.usual().limited(1, 2), opens());
        Call session = session(ONE, OTHER);
        routed.ask(session);

        time.advance(Duration.ofMinutes(10));

        assertThat(routed.inFlight(ONE)).isEqualTo(1);
        session.scope().end(null);
        assertThat(routed.inFlight(ONE)).isZero();
    }

    @Test
    void noneIsOpenedBesideAnother() {
        Routed routed = routed(Configs.usual().hedgedAfter(Duration.ofMillis(10), 100), Script.silent());

        routed.ask(session(ONE, OTHER));

        assertThat(routed.targets()).containsExactly("p/one");
    }

    private Routed routed(Configs configs, Script first, Script... later) {
        Alias alias = new Alias("m", null, List.of(new Alias.Member(ONE, 1), new Alias.Member(OTHER, 1)));
        FakeModels models = new FakeModels().with(alias);
        return new Routed(time, configs, models, ScriptedUpstream.of(time, first, later));
    }

    /** A socket that opens, and stays so until the test has the last promise of {@link #open} complete. */
    private Script opens() {
        return Script.replies(call -> {
            Promise<Frames> over = Promise.promise();
            open.add(over);
            Source<Frames> rest = new Source<>() {
                @Override
                public Future<Frames> next() {
                    return over.future();
                }

                @Override
                public void cancel() {
                    over.tryFail(CallError.cancelled("closed"));
                }
            };
            return new Streamed(
                    101, Headers.empty(), Sources.prepend(Frames.NONE, rest), call.endpoint(), Stopwatch.STOPPED);
        });
    }

    private static void read(Future<Reply> reply) {
        Sources.forEach(((Streamed) reply.result()).frames(), frames -> {});
    }

    private static Call session(Target... candidates) {
        return Routed.session("m", candidates);
    }
}
