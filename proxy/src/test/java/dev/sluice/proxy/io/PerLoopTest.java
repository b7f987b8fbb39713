package dev.sluice.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PerLoopTest {

    private final ExecutorService first = Executors.newSingleThreadExecutor();
    private final ExecutorService second = Executors.newSingleThreadExecutor();
    private final PerLoop<Object> loops = new PerLoop<>(Object::new);

    @AfterEach
    void close() {
        first.shutdown();
        second.shutdown();
    }

    @Test
    void givesEachThreadOneOfItsOwn() throws Exception {
        Object one = on(first, loops::own);

        Object other = on(second, loops::own);

        assertThat(other).isNotSameAs(one);
        assertThat(loops.all()).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void givesAThreadTheSameAgain() throws Exception {
        Object one = on(first, loops::own);

        Object again = on(first, loops::own);

        assertThat(again).isSameAs(one);
    }

    private static <T> T on(ExecutorService thread, Callable<T> action) throws Exception {
        return thread.submit(action).get(10, TimeUnit.SECONDS);
    }
}
