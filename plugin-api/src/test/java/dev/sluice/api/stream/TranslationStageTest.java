package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Finish;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Streams said in another dialect: here a word becomes a louder word, and "." ends the answer. */
class TranslationStageTest {

    private final ManualSource<Frames> source = new ManualSource<>();
    private final Source<Frames> translated = Sources.translate(source, new Words(), new Shouts());

    private static Frames frames(String... words) {
        return Frames.of(
                List.of(words).stream().map(word -> Event.of(null, word)).toList());
    }

    private static String text(Frames frames) {
        StringBuilder text = new StringBuilder();
        frames.events().forEach(event -> text.append(event.text()));
        return text.toString();
    }

    @Test
    void eventsLeaveAsTheyCome() {
        var first = translated.next();

        source.emit(frames("a", "b"));

        assertThat(text(first.result())).isEqualTo("AB");
    }

    @Test
    void theEndIsSaidOnceAnAnswerHasEnded() {
        translated.next();
        source.emit(frames("a", "."));
        var last = translated.next();

        source.end();

        assertThat(text(last.result())).isEqualTo("!");
        assertThat(translated.next().result()).isNull();
    }

    @Test
    void aStreamThatEndsBeforeItsAnswerHasBroken() {
        translated.next();
        source.emit(frames("a"));
        var last = translated.next();

        source.end();

        assertThat(last.cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("upstream_incomplete"));
    }

    @Test
    void aFailureIsTheLastThatIsSaidAndGivesUpTheRest() {
        var first = translated.next();

        source.emit(frames("a", "#", "b"));

        assertThat(text(first.result())).isEqualTo("A#");
        assertThat(source.isCancelled()).isTrue();
        assertThat(translated.next().result()).isNull();
    }

    @Test
    void aStreamThatBreaksBreaksHereToo() {
        translated.next();
        source.emit(frames("a", "."));
        var last = translated.next();

        source.fail(new IllegalStateException("gone"));

        assertThat(last.cause()).hasMessage("gone");
    }

    @Test
    void aFrameThatCannotBeReadIsTheProvidersFault() {
        var first = translated.next();

        source.emit(Frames.of(Buffer.buffer("?"), () -> {
            throw new FramingException("a checksum is wrong");
        }));

        assertThat(first.cause())
                .isInstanceOfSatisfying(
                        CallError.class, error -> assertThat(error.code()).isEqualTo("upstream_invalid_response"));
        assertThat(source.isCancelled()).isTrue();
    }

    @Test
    void whatIsHeldBackAsksForMore() {
        var first = translated.next();

        source.emit(Frames.of(List.of(Event.of(null, "a"))));

        assertThat(text(first.result())).isEqualTo("A");
    }

    @Test
    void cancellingGoesUpstream() {
        translated.next();

        translated.cancel();

        assertThat(source.isCancelled()).isTrue();
    }

    private static final class Words implements ChatReader {
        @Override
        public void read(Event event, Consumer<ChatEvent> out) {
            out.accept(
                    switch (event.text()) {
                        case "." -> new ChatEvent.Ended(0, Finish.of(Finish.Reason.STOP));
                        case "#" -> new ChatEvent.Failed(new ChatError(500, "", "no", null, null));
                        default -> new ChatEvent.Text(0, 0, event.text());
                    });
        }

        @Override
        public void end(boolean complete, Consumer<ChatEvent> out) {}
    }

    private static final class Shouts implements ChatWriter {
        @Override
        public void write(ChatEvent event, Consumer<Event> out) {
            switch (event) {
                case ChatEvent.Text text ->
                    out.accept(Event.of(null, text.piece().toUpperCase(java.util.Locale.ROOT)));
                case ChatEvent.Failed failed -> out.accept(Event.of(null, "#"));
                default -> {}
            }
        }

        @Override
        public void end(Consumer<Event> out) {
            out.accept(Event.of(null, "!"));
        }
    }
}
