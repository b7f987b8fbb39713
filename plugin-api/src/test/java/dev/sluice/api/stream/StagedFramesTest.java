package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.TextLens;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformer;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedFramesTest {
    private final ManualSource<Frames> source = new ManualSource<>();

    @Test
    void keepsTheBytesOfFramesThatNobodyChanged() {
        Frames untouched = TextLens.frames("a", "b");
        Source<Frames> mapped = mapped(source, piece -> piece);

        Future<Frames> next = mapped.next();
        source.emit(untouched);

        assertThat(next.result()).isSameAs(untouched);
    }

    @Test
    void deliversWhatWasHeldBackAndThenTheEnd() {
        Source<Frames> held = mapped(Sources.of(List.of(TextLens.frames("a"), TextLens.frames("b"))), new HoldsAll());

        List<Frames> all = Sources.collect(held).result();

        assertThat(TextLens.text(all)).isEqualTo("ab");
        assertThat(held.next().result()).isNull();
    }

    @Test
    void deliversWhatWasHeldBackAndThenTheFailure() {
        Source<Frames> held = mapped(source, new HoldsAll());
        Future<Frames> first = held.next();
        source.emit(TextLens.frames("a"));

        source.fail(new IllegalStateException("broken"));

        assertThat(TextLens.text(List.of(first.result()))).isEqualTo("a");
        assertThat(held.next().cause()).hasMessage("broken");
        assertThat(held.next().cause()).hasMessage("broken");
    }

    @Test
    void deliversNothingAfterACancel() {
        Source<Frames> held = mapped(source, new HoldsAll());
        Future<Frames> pending = held.next();
        source.emit(TextLens.frames("a"));

        held.cancel();

        assertThat(pending.cause()).isInstanceOf(CancellationException.class);
        assertThat(held.next().cause()).isInstanceOf(CancellationException.class);
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void cancelsTheSourceWhenTheStageFails() {
        Source<Frames> failing = mapped(source, piece -> {
            throw new IllegalStateException("refused: " + piece);
        });
        Future<Frames> next = failing.next();

        source.emit(TextLens.frames("a"));

        assertThat(next.cause()).hasMessage("refused: a");
        assertThat(failing.next().cause()).hasMessage("refused: a");
        assertThat(source.isCancelled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, NoClassDefFoundError.class, AssertionError.class})
    void endsWithWhateverTheStageThrows(Class<? extends Error> thrown) {
        Source<Frames> failing = mapped(source, piece -> {
            throw made(thrown);
        });
        Future<Frames> next = failing.next();

        source.emit(TextLens.frames("a"));

        assertThat(next.cause()).isInstanceOf(thrown);
        assertThat(failing.next().cause()).isInstanceOf(thrown);
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void endsWithWhatTheStageThrowsAtTheEnd() {
        Source<Frames> failing = mapped(source, new TextTransformer() {
            @Override
            public String next(String piece) {
                return piece;
            }

            @Override
            public String end() {
                throw new StackOverflowError();
            }
        });
        Future<List<Frames>> all = Sources.collect(failing);
        source.emit(TextLens.frames("a"));

        source.end();

        assertThat(all.cause()).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void leavesWhatTheMachineCannotGoOnAfterAlone() {
        Source<Frames> failing = mapped(Sources.of(List.of(TextLens.frames("a"))), piece -> {
            throw new OutOfMemoryError("of the test");
        });

        assertThatThrownBy(failing::next).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void endsWhereItsSourceThrows() {
        Source<Frames> throwing = new Source<>() {
            @Override
            public Future<Frames> next() {
                throw new StackOverflowError();
            }

            @Override
            public void cancel() {}
        };

        assertThat(mapped(throwing, piece -> piece).next().cause()).isInstanceOf(StackOverflowError.class);
        assertThat(Sources.collect(throwing).cause()).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void tellsWhoPullsThatTheirActionOverflowed() {
        Future<Void> done = Sources.forEach(source, frames -> {
            throw new StackOverflowError();
        });

        source.emit(TextLens.frames("a"));

        assertThat(done.cause()).isInstanceOf(StackOverflowError.class);
        assertThat(source.isCancelled()).isTrue();
    }

    private static Error made(Class<? extends Error> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void holdsBackAnyNumberOfFramesThatComeLaterWithoutGrowingTheStack() {
        Source<Frames> held = mapped(source, new HoldsAll());
        Future<Frames> next = held.next();

        for (int i = 0; i < 20_000; i++) {
            source.emit(TextLens.frames("a"));
        }
        source.end();

        assertThat(TextLens.text(List.of(next.result()))).hasSize(20_000);
    }

    @Test
    void holdsBackAnyNumberOfFramesThatAreThereWithoutGrowingTheStack() {
        List<Frames> many = Collections.nCopies(20_000, TextLens.frames("a"));

        Future<Frames> next = mapped(Sources.of(many), new HoldsAll()).next();

        assertThat(TextLens.text(List.of(next.result()))).hasSize(20_000);
    }

    @Test
    void mapsEventsToNothingAndToMany() {
        Source<Frames> frames = Sources.of(List.of(TextLens.frames("drop", "twice")));

        Source<Frames> mapped =
                Sources.mapEvents(frames, event -> event.text().contains("drop") ? List.of() : List.of(event, event));

        assertThat(TextLens.text(Sources.collect(mapped).result())).isEqualTo("twicetwice");
    }

    private static Source<Frames> mapped(Source<Frames> source, TextTransformer transformer) {
        return Sources.mapTexts(source, new TextLens().events(), new ChannelTexts(channel -> transformer));
    }

    private static final class HoldsAll implements TextTransformer {
        private final StringBuilder held = new StringBuilder();

        @Override
        public String next(String piece) {
            held.append(piece);
            return "";
        }

        @Override
        public String end() {
            return held.toString();
        }
    }
}
