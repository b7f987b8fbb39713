package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * What it takes to have a reply written for a call.
 *
 * @param codec of the call's endpoint
 * @param asked what the client asked
 * @param losses takes what is lost on the way
 * @param call who asks
 * @param wanted how the call wants it
 */
record Writing(ChatCodec codec, Asked asked, Losses losses, Call call, Form wanted) {

    static Writing of(ChatCodec codec, Call call, Form wanted) {
        Obj body = call.json();
        Asked asked = new Asked(call.model(), body == null ? Json.object().build() : body);
        return new Writing(codec, asked, new Losses(), call, wanted);
    }

    ChatWriter writer() {
        return codec.writer(asked, losses);
    }

    /** A reply that is all there, in the form that is wanted. */
    Reply written(ChatReply reply, Headers headers, Pace pace) {
        return wanted.streamed() ? streamed(reply, headers, pace) : whole(reply, headers);
    }

    private Reply streamed(ChatReply reply, Headers headers, Pace pace) {
        List<Event> events = new ArrayList<>();
        ChatWriter writer = writer();
        pace.pieces(reply.events()).forEach(event -> writer.write(event, events::add));
        writer.end(events::add);
        events.removeIf(event -> !leaves(event));
        return new Streamed(200, typed(headers), pace.source(events), call.endpoint(), Stopwatch.STOPPED);
    }

    private Reply whole(ChatReply reply, Headers headers) {
        Obj body = codec.writeReply(reply, asked, losses);
        return new Whole(200, typed(headers), body.toBuffer(), call.endpoint(), Stopwatch.STOPPED);
    }

    /** Codecs tell the usage whenever they know it; clients get it that have asked. */
    boolean leaves(Event event) {
        ReplyLens lens = call.endpoint().replyLens();
        return wanted.usage() || lens == null || !lens.isUsageAlone(event);
    }

    /** The header of a reply that is written anew. */
    Headers typed(Headers headers) {
        return headers.without("content-length")
                .without("content-encoding")
                .without(ReplyLens.UNASKED_USAGE)
                .with("content-type", wanted.streamed() ? codec.streamType() : "application/json");
    }

    void tell() {
        losses.all().forEach(loss -> call.journal().warn("cache: " + loss));
    }
}
