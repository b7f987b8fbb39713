package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Defaults;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes requests of responses. */
final class ResponseRequests {

    private static final Tooling TOOLS = new Tooling(false);
    private static final Formats FORMATS = new Formats(false);
    private static final String ENCRYPTED = "reasoning.encrypted_content";
    private static final String LIKELY = "message.output_text.logprobs";

    private ResponseRequests() {}

    static ChatRequest read(Obj body, Losses losses) {
        Fields fields = Fields.of(body, "", losses).skip("stream_options");
        if (Boolean.TRUE.equals(body.bool("store"))) {
            fields.lose("store", "was left out: other APIs keep no answers to be read again");
        } else {
            fields.skip("store");
        }
        refuseState(body);
        ChatRequest request = new ChatRequest(
                fields.textOrEmpty("model"),
                Boolean.TRUE.equals(fields.truth("stream")),
                turns(fields, losses),
                TOOLS.read(fields, losses),
                new Sampling(
                        fields.decimal("temperature"),
                        fields.decimal("top_p"),
                        fields.integer("top_k"),
                        null,
                        null,
                        null),
                output(fields, losses),
                thinking(fields, losses),
                ChatRequests.labels(fields));
        if (!"auto".equals(body.text("truncation"))) {
            fields.skip("truncation");
        }
        if (!Boolean.TRUE.equals(body.bool("background"))) {
            fields.skip("background");
        }
        fields.rest();
        return request;
    }

    /** What the provider keeps of a conversation no other one has: without it the call would mean something else. */
    private static void refuseState(Obj body) {
        for (String field : List.of("previous_response_id", "conversation", "prompt")) {
            if (body.text(field) != null || body.object(field) != null) {
                throw CallError.of(
                                Category.INVALID_REQUEST,
                                "not_translatable",
                                "Expected the whole conversation in 'input', since the provider of this model does not keep"
                                        + " conversations; found '" + field + "'.")
                        .withParam(field);
            }
        }
    }

    private static List<Turn> turns(Fields fields, Losses losses) {
        List<Turn> turns = new ArrayList<>();
        String instructions = fields.text("instructions");
        if (instructions != null && !instructions.isEmpty()) {
            turns.add(Turn.of(Role.SYSTEM, instructions));
        }
        turns.addAll(ItemReader.read(fields.any("input"), losses));
        return turns;
    }

    private static Output output(Fields fields, Losses losses) {
        Obj text = fields.object("text");
        Fields form = Fields.of(text == null ? Json.object().build() : text, "text", losses);
        Output output = new Output(
                fields.integer("max_output_tokens"),
                List.of(),
                null,
                FORMATS.read(form.object("format"), "text.format", losses),
                logprobs(fields, losses),
                form.text("verbosity"));
        form.rest();
        return output;
    }

    private static @Nullable Integer logprobs(Fields fields, Losses losses) {
        Integer top = fields.integer("top_logprobs");
        boolean likely = false;
        var include = fields.array("include");
        for (int i = 0; include != null && i < include.size(); i++) {
            String wanted = Texts.string(include.get(i));
            likely |= wanted.equals(LIKELY);
            if (!wanted.equals(LIKELY) && !wanted.equals(ENCRYPTED)) {
                losses.add("include[" + i + "]", "is nothing that other APIs have and was left out");
            }
        }
        return top != null ? top : likely ? Integer.valueOf(0) : null;
    }

    private static Thinking thinking(Fields fields, Losses losses) {
        Obj reasoning = fields.object("reasoning");
        if (reasoning == null) {
            return Thinking.NONE;
        }
        Fields inner = Fields.of(reasoning, "reasoning", losses);
        String summary = inner.text("summary");
        String older = inner.text("generate_summary");
        Thinking thinking = new Thinking(null, inner.text("effort"), null, summary == null ? older : summary);
        inner.rest();
        return thinking;
    }

    static Obj write(ChatRequest request, Losses losses) {
        Obj.Builder body = Json.object().put("model", request.model());
        body.put("input", ItemWriter.write(request.turns(), losses));
        TOOLS.write(request.tools(), body, losses);
        sampling(request, body, losses);
        output(request.output(), body, losses);
        thinking(request.thinking(), body, losses);
        ChatRequests.labels(request.labels(), body);
        body.put("store", false);
        return request.streamed() ? body.put("stream", true).build() : body.build();
    }

    private static void sampling(ChatRequest request, Obj.Builder body, Losses losses) {
        Sampling sampling = request.sampling();
        body.putIfPresent("temperature", sampling.temperature()).putIfPresent("top_p", sampling.topP());
        lost("top_k", sampling.topK(), losses);
        lost("frequency_penalty", sampling.frequencyPenalty(), losses);
        lost("presence_penalty", sampling.presencePenalty(), losses);
        lost("seed", sampling.seed(), losses);
    }

    private static void output(Output output, Obj.Builder body, Losses losses) {
        body.putIfPresent("max_output_tokens", output.maxTokens());
        lost("stop", output.stop().isEmpty() ? null : output.stop(), losses);
        lost("n", output.choices(), losses);
        Obj.Builder text = Json.object().putIfPresent("verbosity", output.verbosity());
        if (output.format() != null) {
            text.put("format", FORMATS.write(output.format()));
        }
        Obj form = text.build();
        if (!form.isEmpty()) {
            body.put("text", form);
        }
        List<String> include = new ArrayList<>(List.of(ENCRYPTED));
        if (output.topLogprobs() != null) {
            include.add(LIKELY);
            body.putIfPresent("top_logprobs", output.topLogprobs() == 0 ? null : output.topLogprobs());
        }
        body.put("include", include);
    }

    private static void thinking(Thinking thinking, Obj.Builder body, Losses losses) {
        Obj reasoning = Json.object()
                .putIfPresent("effort", Efforts.of(thinking, "reasoning.effort", losses))
                .putIfPresent("summary", "none".equals(thinking.showing()) ? null : thinking.showing())
                .build();
        if ("none".equals(thinking.showing())) {
            losses.add("reasoning.summary", "was left out: responses show none unless they are asked to");
        }
        if (!reasoning.isEmpty()) {
            body.put("reasoning", reasoning);
        }
    }

    private static void lost(String field, @Nullable Object value, Losses losses) {
        Defaults.lose(losses, field, value, "was left out, since responses have no such field");
    }
}
