package dev.sluice.plugins.record;

import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.api.text.TextTransformers;
import java.util.LinkedHashMap;
import java.util.Map;

/** The texts of one reply by channel, so many characters of them and no more. Changes nothing of what goes by. */
final class Texts implements TextTransformers {

    private static final int MAX_CHANNELS = 256;

    private final Map<Channel, StringBuilder> texts = new LinkedHashMap<>(4);
    private int room;
    private boolean truncated;

    Texts(int characters) {
        this.room = characters;
    }

    /** {@inheritDoc} A channel that comes again repeats its text from the start. */
    @Override
    public TextTransformer forChannel(Channel channel) {
        StringBuilder before = texts.remove(channel);
        room += before == null ? 0 : before.length();
        StringBuilder text = new StringBuilder();
        if (texts.size() < MAX_CHANNELS) {
            texts.put(channel, text);
        }
        return piece -> {
            keep(text, piece);
            return piece;
        };
    }

    /** Whether more came than there was room for. */
    boolean truncated() {
        return truncated;
    }

    Map<Channel, String> byChannel() {
        Map<Channel, String> all = new LinkedHashMap<>();
        texts.forEach((channel, text) -> all.put(channel, text.toString()));
        return all;
    }

    private void keep(StringBuilder text, String piece) {
        int length = Math.min(room, piece.length());
        truncated |= length < piece.length();
        text.append(piece, 0, length);
        room -= length;
    }
}
