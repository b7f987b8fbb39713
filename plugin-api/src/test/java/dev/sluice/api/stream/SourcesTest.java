package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourcesTest {
    @Test
    void collectsAnyNumberOfItemsWithoutGrowingTheStack() {
        List<Integer> many = IntStream.range(0, 50_000).boxed().toList();

        assertThat(Sources.collect(Sources.of(many)).result()).isEqualTo(many);
    }

    @Test
    void collectsItemsThatComeLater() {
        ManualSource<Integer> source = new ManualSource<>();
        Future<List<Integer>> all = Sources.collect(source);

        source.emit(1);
        source.emit(2);
        source.end();

        assertThat(all.result()).containsExactly(1, 2);
    }

    @Test
    void failsWithTheSourceAfterTheItemsBefore() {
        ManualSource<Integer> source = new ManualSource<>();
        List<Integer> seen = new ArrayList<>();
        Future<Void> done = Sources.forEach(source, seen::add);
        source.emit(1);

        source.fail(new IllegalStateException("broken"));

        assertThat(done.cause()).hasMessage("broken");
        assertThat(seen).containsExactly(1);
    }

    @Test
    void cancelsTheSourceWhenTheActionFails() {
        ManualSource<Integer> source = new ManualSource<>();
        Future<Void> done = Sources.forEach(source, item -> {
            throw new IllegalStateException("no " + item);
        });

        source.emit(1);

        assertThat(done.cause()).hasMessage("no 1");
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void givesNothingAfterACancel() {
        Source<Integer> listed = Sources.of(List.of(1));
        listed.cancel();

        assertThat(listed.next().failed()).isTrue();
    }

    @Test
    void putsAnItemBack() {
        assertThat(Sources.collect(Sources.prepend(1, Sources.of(List.of(2)))).result())
                .containsExactly(1, 2);
    }

    @Test
    void givesNoItemThatWasPutBackAfterACancel() {
        ManualSource<Integer> rest = new ManualSource<>();
        Source<Integer> source = Sources.prepend(1, rest);

        source.cancel();

        assertThat(source.next().failed()).isTrue();
        assertThat(rest.isCancelled()).isTrue();
    }
}
