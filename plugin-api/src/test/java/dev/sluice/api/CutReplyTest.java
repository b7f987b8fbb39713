package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.json.Json;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.ManualSource;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.api.text.TextTransformers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reply that a transformer ends: whole and streamed, its text and its finish reason are the same. */
class CutReplyTest {

    private static final TextTransformers UP_TO_STOP = channel -> new UpToStop();

    @Test
    void endsAWholeReply() {
        Whole reply = new Whole(
                200,
                Headers.empty(),
                Json.object("t", "one stop two", "done", "ok").toBuffer(),
                TextLens.ENDPOINT,
                Stopwatch.STOPPED);

        Whole mapped = reply.mapText(UP_TO_STOP);

        assertThat(mapped.json()).hasToString("{\"t\":\"one stop\",\"done\":\"filtered\"}");
    }

    @Test
    void endsAStreamAndGivesUpItsRest() {
        ManualSource<Frames> source = new ManualSource<>();
        Source<Frames> mapped = streamed(source).mapText(UP_TO_STOP).frames();
        mapped.next();

        source.emit(TextLens.frames("one ", "stop two", " three"));

        assertThat(source.isCancelled()).isTrue();
        assertThat(mapped.next().result()).isNull();
    }

    @Test
    void saysWhyAStreamEnded() {
        Source<Frames> source = Sources.of(List.of(TextLens.frames("one ", "stop"), TextLens.frames("two")));

        List<Frames> leaving =
                Sources.collect(streamed(source).mapText(UP_TO_STOP).frames()).result();

        assertThat(TextLens.text(leaving)).isEqualTo("one stop");
        assertThat(leaving.getLast().events())
                .last()
                .extracting(Event::text)
                .isEqualTo("{\"t\":\"\",\"done\":\"filtered\"}");
    }

    private static Streamed streamed(Source<Frames> source) {
        return new Streamed(200, Headers.empty(), source, TextLens.ENDPOINT, Stopwatch.STOPPED);
    }

    /** Ends the reply after the word "stop", which comes in one piece here. */
    private static final class UpToStop implements TextTransformer {
        private boolean stopped;

        @Override
        public String next(String piece) {
            int at = piece.indexOf("stop");
            stopped = at >= 0;
            return stopped ? piece.substring(0, at + 4) : piece;
        }

        @Override
        public boolean endsReply() {
            return stopped;
        }
    }
}
