package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeveralTest {

    @Test
    void hasSoManyInHandAndNoMore() {
        // given
        List<Promise<Void>> begun = new ArrayList<>();
        // when
        Future<Void> all = Several.each(List.of(1, 2, 3), 2, item -> {
            begun.add(Promise.promise());
            return begun.getLast().future();
        });
        // then
        assertThat(begun).hasSize(2);
        begun.getFirst().complete();
        assertThat(begun).hasSize(3);
        begun.get(1).complete();
        begun.get(2).complete();
        assertThat(all.succeeded()).isTrue();
    }

    @Test
    void takesNoStackForWhatIsThereAtOnce() {
        assertThat(Several.each(IntStream.range(0, 100_000).boxed().toList(), 1, item -> Future.succeededFuture())
                        .succeeded())
                .isTrue();
    }

    @Test
    void failsWithTheFirstFailure() {
        assertThat(Several.each(List.of(1), 1, item -> Future.failedFuture("broken"))
                        .cause())
                .hasMessage("broken");
        Promise<Void> later = Promise.promise();
        Future<Void> all = Several.each(List.of(1, 2), 1, item -> later.future());
        later.fail("late");
        assertThat(all.cause()).hasMessage("late");
    }
}
