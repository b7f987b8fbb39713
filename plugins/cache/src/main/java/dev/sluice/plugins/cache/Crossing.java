package dev.sluice.plugins.cache;

import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Framing;
import dev.sluice.plugins.cache.Forms.UnsayableException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what callers of one dialect were told to those of another, where they get as much of it as if they had asked the provider
 * themselves: one answer of words, that ended by itself, and of which nothing was lost on the way from the provider, nor is on the way
 * from here. Proofs, thinking, calls of tools, citations and refusals stay with those who speak the dialect that they came in.
 */
final class Crossing {

    /** What is said otherwise on the event loop: about 200 µs. */
    private static final int QUICK_BYTES = 16 << 10;

    private static final Finish BY_ITSELF = Finish.of(Finish.Reason.STOP);

    private final PluginContext context;
    private final Pace pace;

    Crossing(PluginContext context, Pace pace) {
        this.context = context;
        this.pace = pace;
    }

    /**
     * Says an entry.
     *
     * @param entry in the form of an endpoint of another dialect
     * @param from that endpoint
     * @param one who asks
     * @return the reply; an {@link UnsayableException} if something would be lost
     */
    Future<Reply> say(Entry entry, Endpoint from, Asking one) {
        ReplyLens lens = from.replyLens();
        ChatCodec reads = Form.codec(from);
        ChatCodec writes = Form.codec(one.call());
        if (!entry.lossless() || lens == null || reads == null || writes == null) {
            return Future.failedFuture(new UnsayableException("what has lost something on its way", null));
        }
        Writing writing = Writing.of(writes, one.call(), one.address().form());
        Headers headers = entry.headers("hit", context.timers().now());
        Supplier<ChatReply> reading = () -> entry.form().streamed()
                ? folded(entry.body(), lens.framing(), reads.reader(writing.losses()))
                : whole(entry.body(), reads, writing.losses());
        return say(writing, entry.body().length(), headers, reading).map(said -> said.withMetering(entry.metering()));
    }

    /**
     * Says a reply that is all there.
     *
     * @param writing for whom
     * @param size of the reply in bytes: what is long is read and written beside the event loop
     * @param headers of what is said, beside those that say how it is spelled
     * @param reading makes out what the reply says; on another thread, perhaps
     * @return the reply; an {@link UnsayableException} if something would be lost
     */
    Future<Reply> say(Writing writing, long size, Headers headers, Supplier<ChatReply> reading) {
        return size <= QUICK_BYTES
                ? Forms.attempt(() -> said(reading.get(), writing, headers))
                : context.computing(writing.call().scope(), size, () -> said(reading.get(), writing, headers))
                        .recover(failure -> Future.failedFuture(Forms.unsayable(failure)));
    }

    private Reply said(ChatReply read, Writing writing, Headers headers) {
        if (!isWords(read)) {
            throw new UnsayableException("more than words", null);
        }
        Reply said = writing.written(read, headers, pace);
        if (isLossy(writing.losses())) {
            throw new UnsayableException("what another dialect has no word for", null);
        }
        return said;
    }

    /** Whether somebody would miss what was lost. */
    static boolean isLossy(Losses losses) {
        return losses.all().stream().anyMatch(loss -> loss.kind() != Losses.Kind.USUAL);
    }

    private static ChatReply whole(Buffer bytes, ChatCodec codec, Losses losses) {
        if (!(Json.parse(bytes) instanceof Obj body)) {
            throw new UnsayableException("no JSON object", null);
        }
        return codec.readReply(body, losses);
    }

    private static ChatReply folded(Buffer bytes, Framing framing, ChatReader reader) {
        List<ChatEvent> said = new ArrayList<>();
        Stream.of(framing.feed(bytes), framing.end())
                .flatMap(frames -> frames.events().stream())
                .filter(Event::hasData)
                .forEach(event -> reader.read(event, said::add));
        reader.end(true, said::add);
        return Forms.whole(said);
    }

    private static boolean isWords(ChatReply reply) {
        return reply.choices().size() == 1 && isWords(reply.choices().getFirst());
    }

    private static boolean isWords(ChatReply.Choice choice) {
        return isByItself(choice.finish())
                && choice.logprobs().isEmpty()
                && !choice.parts().isEmpty()
                && choice.parts().stream()
                        .allMatch(part -> part instanceof ChatPart.Text text
                                && text.citations().isEmpty());
    }

    /** Whether all was said, by the model's own account. */
    static boolean isByItself(@Nullable Finish finish) {
        return BY_ITSELF.equals(finish);
    }
}
