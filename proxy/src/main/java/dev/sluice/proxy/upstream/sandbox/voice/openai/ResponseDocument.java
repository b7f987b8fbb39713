package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import dev.sluice.proxy.upstream.sandbox.model.Answer.Finish;
import dev.sluice.proxy.upstream.sandbox.model.Answer.ToolUse;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import java.util.List;

/**
 * The documents of one response: itself, its output items, and their parts, each before and after the model has spoken.
 *
 * @param ask what was asked
 * @param answer what is said
 */
record ResponseDocument(Ask ask, Answer answer) {

    private static final String STATUS = "status";

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

    Obj begun() {
        return response("in_progress", List.of()).with("usage", Json.from(null));
    }

    Obj ended() {
        Obj response = response(status(), answer.calls().isEmpty() ? List.of(message()) : calls())
                .with("usage", Usages.ofResponse(ask, answer));
        return answer.finish() == Finish.LENGTH
                ? response.with("incomplete_details", Json.object("reason", "max_output_tokens"))
                : response;
    }

    /** The last word on the response, also in the name of the event that ends its stream. */
    String status() {
        return answer.finish() == Finish.LENGTH ? "incomplete" : "completed";
    }

    private Obj response(String status, List<Obj> output) {
        Obj.Builder response = Json.object()
                .put("id", "resp_" + ask.id())
                .put("object", "response")
                .put("created_at", ask.seconds())
                .put(STATUS, status)
                .put("error", null)
                .put("incomplete_details", null)
                .put("model", ask.model())
                .put("output", output);
        REPEATED.forEach(usual -> response.put(
                usual.name(), ask.body().has(usual.name()) ? ask.body().get(usual.name()) : usual.value()));
        return response.build();
    }

    String messageId() {
        return "msg_" + ask.id();
    }

    Obj messageBegun() {
        return message("in_progress", List.of());
    }

    Obj message() {
        return message(status(), List.of(part(answer.text())));
    }

    private Obj message(String status, List<Obj> content) {
        return Json.object(
                "id", messageId(), "type", "message", STATUS, status, "role", "assistant", "content", content);
    }

    static Obj part(String text) {
        return Json.object("type", "output_text", "text", text, "annotations", Json.array(), "logprobs", Json.array());
    }

    static String callId(ToolUse call) {
        return "fc_" + call.id();
    }

    static Obj callBegun(ToolUse call) {
        return call(call, "in_progress", "");
    }

    static Obj call(ToolUse call) {
        return call(call, "completed", call.arguments());
    }

    private static Obj call(ToolUse call, String status, String arguments) {
        return Json.object(
                "id",
                callId(call),
                "type",
                "function_call",
                STATUS,
                status,
                "arguments",
                arguments,
                "call_id",
                call.id(),
                "name",
                call.name());
    }

    private List<Obj> calls() {
        return answer.calls().stream().map(ResponseDocument::call).toList();
    }
}
