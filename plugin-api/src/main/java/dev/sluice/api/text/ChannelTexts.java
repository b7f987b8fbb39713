package dev.sluice.api.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transformers of one reply, by channel; what a dialect's lens feeds the texts through.
 *
 * <p>Bounded: a reply with more than {@value #MAX_CHANNELS} channels is broken off.
 */
public final class ChannelTexts {

    /** How many channels one reply may have. */
    public static final int MAX_CHANNELS = 4096;

    private final TextTransformers transformers;
    private final Map<Channel, Optional<TextTransformer>> open = new LinkedHashMap<>(4);
    private boolean cut;

    /**
     * Starts a reply.
     *
     * @param transformers asked once for each channel
     */
    public ChannelTexts(TextTransformers transformers) {
        this.transformers = transformers;
    }

    /**
     * Feeds a piece.
     *
     * @param channel begins with its first piece
     * @param piece the piece as it came
     * @return the piece as it leaves; the same object if the channel is left as it is
     */
    public String next(Channel channel, String piece) {
        Optional<TextTransformer> transformer = open.get(channel);
        if (transformer == null) {
            transformer = begin(channel);
        }
        if (cut) {
            return "";
        }
        return transformer.isPresent()
                ? left(transformer.get(), transformer.get().next(piece))
                : piece;
    }

    /**
     * Ends a channel.
     *
     * @param channel may have ended before, or never begun
     * @return what was held back; empty if nothing was
     */
    public String end(Channel channel) {
        Optional<TextTransformer> transformer = open.remove(channel);
        return cut || transformer == null || transformer.isEmpty()
                ? ""
                : left(transformer.get(), transformer.get().end());
    }

    /**
     * Transforms a text that is all there, apart from what is open.
     *
     * @param channel where the text stands
     * @param text all of it
     * @return what it becomes; the same object if the channel is left as it is
     */
    public String whole(Channel channel, String text) {
        TextTransformer transformer = cut ? null : transformers.forChannel(channel);
        if (transformer == null) {
            return cut ? "" : text;
        }
        String head = left(transformer, transformer.next(text));
        String tail = cut ? "" : left(transformer, transformer.end());
        return tail.isEmpty() ? head : head + tail;
    }

    /**
     * Whether a transformer has ended the reply. From then on every text is empty.
     *
     * @return true once {@link TextTransformer#endsReply} was
     */
    public boolean isCut() {
        return cut;
    }

    /**
     * The channels that have begun and not ended.
     *
     * @return in the order in which they began; a copy
     */
    public List<Channel> open() {
        return new ArrayList<>(open.keySet());
    }

    private String left(TextTransformer transformer, String text) {
        cut = transformer.endsReply();
        return text;
    }

    private Optional<TextTransformer> begin(Channel channel) {
        if (open.size() >= MAX_CHANNELS) {
            throw new IllegalStateException("a reply with more than " + MAX_CHANNELS + " open channels");
        }
        Optional<TextTransformer> transformer = Optional.ofNullable(transformers.forChannel(channel));
        open.put(channel, transformer);
        return transformer;
    }
}
