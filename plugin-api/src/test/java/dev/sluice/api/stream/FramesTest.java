package dev.sluice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.TextLens;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {

    private final Frames frames = Frames.of(Buffer.buffer("bytes"), this::read);
    private int reads;

    private List<Event> read() {
        reads++;
        return List.of(TextLens.event("said"));
    }

    @Test
    void areReadOnce() {
        List<Event> first = frames.events();

        List<Event> second = frames.events();

        assertThat(second).isSameAs(first);
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void whoKeepsThemUnreadDoesNotHoldWhatOthersReadOfThem() {
        Frames kept = frames.unread();

        List<Event> read = frames.events();

        assertThat(kept.raw()).isSameAs(frames.raw());
        assertThat(kept.events()).hasSize(1).doesNotContainAnyElementsOf(read);
        assertThat(reads).isEqualTo(2);
    }
}
