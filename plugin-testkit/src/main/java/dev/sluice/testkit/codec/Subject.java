package dev.sluice.testkit.codec;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReader;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * A codec on trial, and what may differ between what it was told and what it gives back.
 *
 * @param lens has the codec
 * @param pairsByName whether ids of tool calls may be lost
 */
record Subject(ReplyLens lens, boolean pairsByName) {

    ChatCodec codec() {
        ChatCodec codec = lens.chat();
        if (codec == null) {
            throw new AssertionError("Expected a lens with a codec but found none in " + lens);
        }
        return codec;
    }

    ChatRequest again(ChatRequest request, Losses losses) {
        Obj written = parsed(codec().writeRequest(request, losses));
        ChatRequest read = codec().readRequest(written, losses);
        return read.model().isEmpty() ? read.to(request.model(), request.streamed()) : read;
    }

    ChatReply again(ChatReply reply, Losses losses) {
        return codec().readReply(parsed(codec().writeReply(reply, Asked.UNKNOWN, losses)), losses);
    }

    List<Event> written(List<ChatEvent> events, Losses losses) {
        ChatWriter writer = codec().writer(Asked.UNKNOWN, losses);
        List<Event> written = new ArrayList<>();
        events.forEach(event -> writer.write(event, written::add));
        writer.end(written::add);
        return written;
    }

    List<ChatEvent> read(List<Event> events, boolean complete, Losses losses) {
        ChatReader reader = codec().reader(losses);
        List<ChatEvent> read = new ArrayList<>();
        events.stream().filter(Event::hasData).forEach(event -> reader.read(event, read::add));
        reader.end(complete, read::add);
        return read;
    }

    /** A request as text, without what a dialect need not say. */
    String plain(ChatRequest request) {
        return request.withTurns(request.turns().stream()
                        .map(turn -> new Turn(
                                turn.role(),
                                turn.parts().stream().map(this::plain).toList()))
                        .toList())
                .toString();
    }

    /** A reply as text, without what a dialect need not say; {@code like} has it. */
    String plain(ChatReply reply, ChatReply like) {
        List<ChatReply.Choice> choices = reply.choices().stream()
                .map(choice -> new ChatReply.Choice(
                        choice.parts().stream().map(this::plain).toList(), choice.finish(), choice.logprobs()))
                .toList();
        return new ChatReply(
                        reply.id().isEmpty() ? like.id() : reply.id(),
                        reply.model().isEmpty() ? like.model() : reply.model(),
                        reply.created() == null ? like.created() : reply.created(),
                        reply.serviceTier() == null ? like.serviceTier() : reply.serviceTier(),
                        choices,
                        reply.usage())
                .toString();
    }

    private ChatPart plain(ChatPart part) {
        return switch (part) {
            case ChatPart.ToolCall call ->
                new ChatPart.ToolCall(pairsByName ? "" : call.id(), call.name(), call.arguments(), call.signature());
            case ChatPart.ToolResult result ->
                new ChatPart.ToolResult(
                        pairsByName ? "" : result.id(),
                        pairsByName ? result.name() : "",
                        result.content(),
                        result.failed());
            default -> part;
        };
    }

    /** As it comes over the wire. */
    private static Obj parsed(Obj document) {
        return (Obj) Json.parse(document.toBuffer());
    }
}
