package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.TextLens;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformer;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

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
