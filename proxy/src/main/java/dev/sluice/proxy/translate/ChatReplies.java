package dev.sluice.proxy.translate;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.upstream.StreamUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says a provider's reply in the client's dialect. */
final class ChatReplies {

    private final Call call;
    private final Target target;
    private final Sides sides;
    private final Asked asked;
    private final Losses losses = new Losses(); // Those of the request have been told.
    private final Signatures signatures;
    private final CallProofs proofs;
    private boolean warned;

    ChatReplies(Call call, Target target, Sides sides, Asked asked) {
        this.call = call;
        this.target = target;
        this.sides = sides;
        this.asked = asked;
        this.proofs = new CallProofs(sides.client().codec(), asked);
        this.signatures =
                Signatures.of(sides.provider().dialect(), sides.client().dialect());
    }

    Reply translate(Reply reply) {
        return switch (reply) {
            case Whole whole -> whole(whole);
            case Streamed streamed -> streamed(streamed);
        };
    }

    private Reply whole(Whole whole) {
        Obj json = whole.json();
        ChatError error = json == null ? null : sides.provider().codec().readError(json, whole.status());
        if (error != null) {
            return sides.error(call, whole, error);
        }
        if (!whole.isSuccess()) {
            throw Misunderstood.failure(target.provider(), whole);
        }
        ChatReply reply = json == null ? null : sides.provider().codec().readReply(json, losses);
        if (reply == null || reply.choices().isEmpty()) {
            throw Misunderstood.reply(target.provider(), sides.provider().dialect(), whole);
        }
        return call.streamed() ? inPieces(whole, reply) : whole(whole, reply);
    }

    private Reply whole(Whole whole, ChatReply answered) {
        ChatReply reply = signatures.taken(answered, proofs);
        Obj written = sides.client().codec().writeReply(reply, asked, losses);
        Policies.warn(call, losses);
        Headers headers = ReplyHeads.of(whole, "application/json");
        return new Whole(whole.status(), headers, written.toBuffer(), call.endpoint(), whole.stopwatch())
                .withMetering(new ReadUsage(reply.usage(), reply.serviceTier()));
    }

    /** A provider that was asked for a stream and answered at once. */
    private Reply inPieces(Whole whole, ChatReply reply) {
        ChatWriter writer = sides.client().codec().writer(asked, losses);
        List<Event> events = new ArrayList<>();
        signatures.taken(reply, proofs).events().forEach(event -> writer.write(event, events::add));
        writer.end(events::add);
        Policies.warn(call, losses);
        return stream(whole, Sources.of(List.of(Frames.of(events))), new ReadUsage(reply.usage(), reply.serviceTier()));
    }

    private Reply streamed(Streamed streamed) {
        if (!isEvents(streamed) || !streamed.isSuccess() || !call.streamed()) {
            streamed.cancel();
            throw streamed.isSuccess()
                    ? Misunderstood.reply(target.provider(), sides.provider().dialect(), streamed)
                    : Misunderstood.failure(target.provider(), streamed);
        }
        call.scope().onEnd(this::warn); // As far as it got, should it break.
        ReadUsage usage = new ReadUsage();
        Source<Frames> translated = Sources.translate(
                streamed.readable().frames(),
                heard(
                        sides.provider().codec().reader(losses),
                        usage,
                        streamed.endpoint().replyLens()),
                warning(sides.client().codec().writer(asked, losses)));
        return stream(streamed, translated, usage);
    }

    /** A writer that tells what was lost as soon as all is said: who keeps the stream wants to know. */
    private ChatWriter warning(ChatWriter writer) {
        return new ChatWriter() {
            @Override
            public void write(ChatEvent event, Consumer<Event> out) {
                writer.write(event, out);
            }

            @Override
            public void end(Consumer<Event> out) {
                writer.end(out);
                warn();
            }
        };
    }

    private void warn() {
        if (!warned) {
            warned = true;
            Policies.warn(call, losses);
        }
    }

    /** A reader whose words are signed, and noted as far as they tell tokens. */
    private ChatReader heard(ChatReader reader, ReadUsage usage, @Nullable ReplyLens lens) {
        return new ChatReader() {
            private final List<ChatEvent> said = new ArrayList<>(); // Readers may keep where they say it.

            @Override
            public void read(Event event, Consumer<ChatEvent> out) {
                if (Misunderstood.is(event)) {
                    out.accept(new ChatEvent.Failed(ChatError.of(Misunderstood.event(target.provider()))));
                } else {
                    reader.read(event, one -> {
                        usage.hear(one, event, lens);
                        said.add(one);
                    });
                    pass(out);
                }
            }

            @Override
            public void end(boolean complete, Consumer<ChatEvent> out) {
                reader.end(complete, said::add);
                pass(out);
            }

            private void pass(Consumer<ChatEvent> out) {
                signatures.taken(said, proofs).forEach(out);
                said.clear();
            }
        };
    }

    private Reply stream(Reply from, Source<Frames> frames, ReadUsage usage) {
        Headers headers =
                ReplyHeads.of(from, sides.client().codec().streamType()).with("cache-control", "no-cache");
        Streamed streamed =
                new Streamed(from.status(), headers, frames, call.endpoint(), from.stopwatch()).withMetering(usage);
        return StreamUsage.isUnasked(call) ? StreamUsage.mark(streamed) : streamed;
    }

    private boolean isEvents(Streamed streamed) {
        String type = streamed.headers().get("content-type");
        String known = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return known.startsWith(sides.provider().codec().streamType());
    }
}
