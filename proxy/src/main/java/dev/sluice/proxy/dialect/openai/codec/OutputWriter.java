package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.Ids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes responses: what stands around their output. */
final class OutputWriter {

    /** The parameters that a response repeats from its request, with what stands where the request left them out. */
    private static final Obj REPEATED = Json.object()
            .put("instructions", null)
            .put("max_output_tokens", null)
            .put("metadata", Json.object().build())
            .put("parallel_tool_calls", true)
            .put("previous_response_id", null)
            .put("reasoning", Json.object("effort", null, "summary", null))
            .put("store", false)
            .put("temperature", 1)
            .put("text", Json.object("format", Json.object("type", "text")))
            .put("tool_choice", "auto")
            .put("tools", Json.array())
            .put("top_p", 1)
            .put("truncation", "disabled")
            .build();

    private OutputWriter() {}

    /** Whole, as the last event of a stream has it. */
    static Obj write(ChatReply reply, Asked asked, Losses losses) {
        ResponseWriter writer = new ResponseWriter(asked, losses);
        List<Event> events = new ArrayList<>();
        for (ChatEvent event : reply.events()) {
            writer.write(event, events::add);
        }
        return writer.whole();
    }

    static Obj response(ChatEvent.Start start, Asked asked, String status, @Nullable Finish finish, List<Obj> output) {
        Obj.Builder response = Json.object()
                .put("id", Ids.orNew("resp_", start.id()))
                .put("object", "response")
                .put("created_at", ChatReplies.seconds(start.created()))
                .put("status", status)
                .put("error", null)
                .put("incomplete_details", details(finish))
                .put("model", start.model().isEmpty() ? asked.model() : start.model())
                .put("output", output);
        REPEATED.forEach(usual -> response.put(
                usual.name(), asked.body().has(usual.name()) ? asked.body().get(usual.name()) : usual.value()));
        return response.putIfPresent("service_tier", start.serviceTier()).build();
    }

    private static @Nullable Obj details(@Nullable Finish finish) {
        String why = finish == null ? null : why(finish.reason());
        return why == null ? null : Json.object("reason", why);
    }

    static String status(Finish finish, Losses losses) {
        return switch (finish.reason()) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, REFUSAL -> "completed";
            case LENGTH, CONTEXT_FULL, SAFETY -> "incomplete";
            case PAUSE, ERROR, OTHER -> {
                losses.mapped("status", "is 'completed' in the place of an end that OpenAI's API does not have");
                yield "completed";
            }
        };
    }

    private static @Nullable String why(Finish.Reason reason) {
        return switch (reason) {
            case LENGTH, CONTEXT_FULL -> "max_output_tokens";
            case SAFETY -> "content_filter";
            default -> null;
        };
    }

    static Obj thought(String text, @Nullable String encrypted) {
        List<Obj> summary = text.isEmpty() ? List.of() : List.of(Json.object("type", "summary_text", "text", text));
        return Json.object()
                .put("type", "reasoning")
                .put("summary", summary)
                .putIfPresent("encrypted_content", encrypted)
                .build();
    }
}
