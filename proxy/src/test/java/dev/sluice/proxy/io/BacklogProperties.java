package dev.sluice.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BacklogProperties {

    private static final int MOST = 32 * 1024;

    /** Above zero, a chunk of that size comes; else one is taken. */
    @Property
    void whoSendsIsPausedBeforeTooMuchWaitsAndGoesOnOnceLittleDoes(
            @ForAll @Size(max = 60) List<@IntRange(min = -4_000, max = 20_000) Integer> steps) {
        Sender sender = new Sender();
        Backlog backlog = new Backlog(sender::pause, sender::resume);
        Deque<Integer> model = new ArrayDeque<>();

        for (int step : steps) {
            if (step <= 0) {
                Buffer taken = backlog.poll();
                assertThat(taken == null ? null : taken.length()).isEqualTo(model.poll());
            } else if (!sender.paused) {
                backlog.add(Buffer.buffer(new byte[step]));
                model.add(step);
            }
            int held = model.stream().mapToInt(Integer::intValue).sum();
            assertThat(held).isLessThan(MOST + 20_000);
            assertThat(sender.paused || held < MOST).isTrue();
            assertThat(!sender.paused || held > MOST / 4).isTrue();
        }
    }

    @Property
    void whatIsForgottenIsGoneAndWhoSendsWaitsUntilItIsLetGoOn(@ForAll @IntRange(min = 1, max = 100_000) int size) {
        Sender sender = new Sender();
        Backlog backlog = new Backlog(sender::pause, sender::resume);
        backlog.add(Buffer.buffer(new byte[size]));

        backlog.drop();

        assertThat(sender.paused).isEqualTo(size >= MOST);
        assertThat(backlog.poll()).isNull();
        backlog.release();
        assertThat(sender.paused).isFalse();
        assertThat(sender.turns).isEqualTo(size >= MOST ? 2 : 0);
    }

    /** Is told only what is new. */
    private static final class Sender {

        private boolean paused;
        private int turns;

        void pause() {
            assertThat(paused).isFalse();
            paused = true;
            turns++;
        }

        void resume() {
            assertThat(paused).isTrue();
            paused = false;
            turns++;
        }
    }
}
