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
import java.util.stream.Stream;

/**
 * Says what was kept for callers of one dialect to those of another, where they get as much of it as if they had asked the provider
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

    /** Something that is kept, and what reads it. */
    private record Kept(Entry entry, ChatCodec codec, ReplyLens lens) {}

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
        Kept kept = new Kept(entry, reads, lens);
        Writing writing = Writing.of(writes, one.call(), one.address().form());
        Headers headers = entry.headers("hit", context.timers().now());
        int size = entry.body().length();
        return size <= QUICK_BYTES
                ? Forms.attempt(() -> said(kept, writing, headers))
                : context.computing(one.call().scope(), size, () -> said(kept, writing, headers))
                        .recover(failure -> Future.failedFuture(Forms.unsayable(failure)));
    }

    private Reply said(Kept kept, Writing writing, Headers headers) {
        Losses losses = writing.losses();
        ChatReply read = kept.entry().form().streamed() ? folded(kept, losses) : whole(kept, losses);
        if (!isWords(read)) {
            throw new UnsayableException("more than words", null);
        }
        Reply said =
                writing.written(read, headers, pace).withMetering(kept.entry().metering());
        if (losses.all().stream().anyMatch(loss -> loss.kind() != Losses.Kind.USUAL)) {
            throw new UnsayableException("what another dialect has no word for", null);
        }
        return said;
    }

    private static ChatReply whole(Kept kept, Losses losses) {
        if (!(Json.parse(kept.entry().body()) instanceof Obj body)) {
            throw new UnsayableException("no JSON object", null);
        }
        return kept.codec().readReply(body, losses);
    }

    private static ChatReply folded(Kept kept, Losses losses) {
        Buffer body = kept.entry().body();
        Framing framing = kept.lens().framing();
        ChatReader reader = kept.codec().reader(losses);
        List<ChatEvent> said = new ArrayList<>();
        Stream.of(framing.feed(body), framing.end())
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
        return BY_ITSELF.equals(choice.finish())
                && choice.logprobs().isEmpty()
                && !choice.parts().isEmpty()
                && choice.parts().stream()
                        .allMatch(part -> part instanceof ChatPart.Text text
                                && text.citations().isEmpty());
    }
}
