package dev.sluice.plugins.retrieve;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HeldBytesTest {

    private static final long KIB = 1_024;

    private final HeldBytes held = HeldBytes.of(100 * KIB);

    @Test
    void waitsUntilThereIsRoom() throws Exception {
        // given
        HeldBytes.Share first = held.take(60 * KIB);
        CountDownLatch taken = new CountDownLatch(1);
        Thread second = Thread.ofVirtual().start(() -> take(60 * KIB, taken));
        assertThat(taken.getCount()).isEqualTo(1);
        // when
        first.giveBack();
        // then
        assertThat(taken.await(60, SECONDS)).isTrue();
        second.join();
    }

    @Test
    void givesAFileThatIsLargerThanAllTheRoomAllOfIt() throws Exception {
        // when
        HeldBytes.Share share = held.take(Long.MAX_VALUE);
        // then
        share.giveBack();
        held.take(Long.MAX_VALUE).giveBack();
    }

    private void take(long bytes, CountDownLatch taken) {
        try {
            held.take(bytes);
            taken.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
