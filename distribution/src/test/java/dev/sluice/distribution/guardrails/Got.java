package dev.sluice.distribution.guardrails;

import dev.sluice.api.chat.ChatError;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client got.
 *
 * @param status the HTTP status
 * @param text the words, as far as they came
 * @param arguments of the tool that was called
 * @param finish why it ended; null if it broke off
 * @param error what went wrong, in the client's dialect; null if nothing did
 * @param heard what the provider was sent
 */
record Got(
        int status,
        String text,
        String arguments,
        Finish.@Nullable Reason finish,
        @Nullable ChatError error,
        List<String> heard) {

    static Got of(Surface surface, HttpResponse<byte[]> response, List<String> heard) {
        Buffer body = Buffer.buffer(response.body());
        String type = response.headers().firstValue("content-type").orElse("");
        int status = response.statusCode();
        if (status == 200 && type.startsWith(surface.streamType())) {
            List<ChatEvent> events = surface.events(body);
            return of(status, ChatReply.of(events), surface.error(body), heard);
        }
        Obj document = (Obj) Json.parse(body);
        return status == 200
                ? of(status, surface.reply(document), null, heard)
                : new Got(status, "", "", null, surface.error(document, status), heard);
    }

    private static Got of(int status, ChatReply reply, @Nullable ChatError error, List<String> heard) {
        List<ChatPart> parts = reply.choices().isEmpty()
                ? List.of()
                : reply.choices().getFirst().parts();
        String text = parts.stream()
                .map(part -> part instanceof ChatPart.Text words ? words.text() : "")
                .collect(Collectors.joining());
        String arguments = parts.stream()
                .map(part -> part instanceof ChatPart.ToolCall call ? call.arguments() : "")
                .collect(Collectors.joining());
        Finish finish =
                reply.choices().isEmpty() ? null : reply.choices().getFirst().finish();
        return new Got(status, text, arguments, finish == null ? null : finish.reason(), error, heard);
    }

    /** All that the provider was sent. */
    String sent() {
        return String.join("\n", heard);
    }
}
