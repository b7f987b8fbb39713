package dev.sluice.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChannelTextsTest {
    private static final Channel OTHER = new Channel(1, Channel.Kind.REASONING, 0);

    private final ChannelTexts texts =
            new ChannelTexts(channel -> channel.kind() == Channel.Kind.CONTENT ? new KeepsLast() : null);

    @Test
    void runsEachChannelThroughATransformerOfItsOwn() {
        String first = texts.next(Channel.content(), "ab");
        String second = texts.next(new Channel(1, Channel.Kind.CONTENT, 0), "cd");
        String third = texts.next(Channel.content(), "ef");

        assertThat(first + "|" + second + "|" + third).isEqualTo("a|c|be");
        assertThat(texts.open()).hasSize(2);
    }

    @Test
    void givesWhatWasHeldBackOnceAtTheEnd() {
        texts.next(Channel.content(), "ab");

        assertThat(texts.end(Channel.content())).isEqualTo("b");
        assertThat(texts.end(Channel.content())).isEmpty();
    }

    @Test
    void leavesAChannelWithoutATransformerAsItIs() {
        String piece = "piece";

        assertThat(texts.next(OTHER, piece)).isSameAs(piece);
        assertThat(texts.whole(OTHER, piece)).isSameAs(piece);
        assertThat(texts.end(OTHER)).isEmpty();
    }

    @Test
    void transformsAWholeTextToItsEnd() {
        TextTransformer plain = piece -> piece;

        assertThat(texts.whole(Channel.content(), "abc")).isEqualTo("abc");
        assertThat(new ChannelTexts(channel -> plain).whole(Channel.content(), "abc"))
                .isEqualTo("abc");
    }

    @Test
    void breaksOffAReplyOfTooManyChannels() {
        for (int i = 0; i < ChannelTexts.MAX_CHANNELS; i++) {
            texts.next(new Channel(i, Channel.Kind.CONTENT, 0), "x");
        }

        assertThatThrownBy(() -> texts.next(OTHER, "x")).hasMessageContaining("4096");
    }

    private static final class KeepsLast implements TextTransformer {
        private String held = "";

        @Override
        public String next(String piece) {
            String all = held + piece;
            held = all.substring(all.length() - 1);
            return all.substring(0, all.length() - 1);
        }

        @Override
        public String end() {
            return held;
        }
    }
}
