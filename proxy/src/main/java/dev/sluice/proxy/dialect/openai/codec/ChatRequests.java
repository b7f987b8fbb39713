package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Labels;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Sampling;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Inputs;
import dev.sluice.proxy.dialect.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes requests of chat completions. */
final class ChatRequests {

    private static final Tooling TOOLS = new Tooling(true);
    private static final Formats FORMATS = new Formats(true);
    private static final String EFFORT = "reasoning_effort";

    private ChatRequests() {}

    static ChatRequest read(Obj body, Losses losses) {
        Fields fields = Fields.of(body, "", losses).skip("stream_options");
        List<Turn> turns = MessageReader.read(fields.array("messages"), losses);
        ChatRequest request = new ChatRequest(
                fields.textOrEmpty("model"),
                Boolean.TRUE.equals(fields.truth("stream")),
                turns,
                TOOLS.read(fields, losses),
                sampling(fields),
                output(fields, losses),
                new Thinking(null, fields.text(EFFORT), null, null),
                labels(fields));
        modalities(fields);
        fields.skipEmpty("logit_bias");
        if (Boolean.TRUE.equals(fields.truth("store"))) {
            losses.add("store", "was left out: other APIs keep no answers to be read again");
        }
        fields.rest();
        return request;
    }

    static Sampling sampling(Fields fields) {
        return new Sampling(
                fields.decimal("temperature"),
                fields.decimal("top_p"),
                fields.integer("top_k"),
                fields.decimal("frequency_penalty"),
                fields.decimal("presence_penalty"),
                fields.whole("seed"));
    }

    private static Output output(Fields fields, Losses losses) {
        Integer most = fields.integer("max_completion_tokens");
        Integer older = fields.integer("max_tokens");
        return new Output(
                most == null ? older : most,
                stops(fields),
                answers(fields),
                FORMATS.read(fields.object("response_format"), "response_format", losses),
                logprobs(fields),
                fields.text("verbosity"));
    }

    private static @Nullable Integer logprobs(Fields fields) {
        Boolean wanted = fields.truth("logprobs");
        Integer top = fields.integer("top_logprobs");
        if (top != null && !Boolean.TRUE.equals(wanted)) {
            fields.losses().add("top_logprobs", "was left out, since nobody asks for 'logprobs'");
        }
        return Boolean.TRUE.equals(wanted) ? (top == null ? Integer.valueOf(0) : top) : null;
    }

    private static @Nullable Integer answers(Fields fields) {
        Integer n = fields.integer("n");
        if (n != null && n < 1) {
            throw Inputs.wrong("n", "a whole number from 1 on");
        }
        return n;
    }

    static List<String> stops(Fields fields) {
        Json stop = fields.any("stop");
        boolean isOdd =
                stop instanceof Arr all ? !all.stream().allMatch(Str.class::isInstance) : !(stop instanceof Str);
        if (stop != null && isOdd) {
            fields.losses().add("stop", "has what is no text, which was left out");
        }
        return switch (stop) {
            case Str one -> List.of(one.value());
            case Arr several ->
                several.stream()
                        .map(Texts::string)
                        .filter(text -> !text.isEmpty())
                        .toList();
            case null, default -> List.of();
        };
    }

    static Labels labels(Fields fields) {
        String user = fields.text("safety_identifier");
        String older = fields.text("user");
        if (user != null && older != null && !user.equals(older)) {
            fields.losses().add("user", "was left out beside safety_identifier: other APIs have one such name");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        Obj kept = fields.object("metadata");
        if (kept != null) {
            kept.forEach(member -> metadata.put(member.name(), Texts.string(member.value())));
        }
        return new Labels(
                user == null ? older : user, metadata, fields.text("service_tier"), fields.text("prompt_cache_key"));
    }

    private static void modalities(Fields fields) {
        Arr wanted = fields.array("modalities");
        if (wanted != null && wanted.stream().anyMatch(one -> !"text".equals(Texts.string(one)))) {
            fields.losses().add("modalities", "was left out: other APIs answer with words");
        }
    }

    static Obj write(ChatRequest request, Losses losses) {
        Obj.Builder body = Json.object().put("model", request.model());
        body.put("messages", MessageWriter.write(request.turns(), losses));
        TOOLS.write(request.tools(), body, losses);
        sampling(request.sampling(), body, losses);
        output(request.output(), body);
        body.putIfPresent(EFFORT, Efforts.of(request.thinking(), EFFORT, losses));
        if (request.thinking().shown() != null) {
            losses.add("thinking.shown", "was left out: chat completions of OpenAI show no thinking");
        }
        labels(request.labels(), body);
        return request.streamed() ? streamed(body) : body.build();
    }

    /** A client of another dialect always learns its usage. */
    private static Obj streamed(Obj.Builder body) {
        return body.put("stream", true)
                .put("stream_options", Json.object("include_usage", true))
                .build();
    }

    private static void sampling(Sampling sampling, Obj.Builder body, Losses losses) {
        body.putIfPresent("temperature", sampling.temperature())
                .putIfPresent("top_p", sampling.topP())
                .putIfPresent("frequency_penalty", sampling.frequencyPenalty())
                .putIfPresent("presence_penalty", sampling.presencePenalty())
                .putIfPresent("seed", sampling.seed());
        if (sampling.topK() != null) {
            losses.add("top_k", "was left out, since OpenAI's models do not take it");
        }
    }

    private static void output(Output output, Obj.Builder body) {
        body.putIfPresent("max_completion_tokens", output.maxTokens());
        if (!output.stop().isEmpty()) {
            body.put("stop", output.stop());
        }
        body.putIfPresent("n", output.choices());
        if (output.format() != null) {
            body.put("response_format", FORMATS.write(output.format()));
        }
        if (output.topLogprobs() != null) {
            body.put("logprobs", true);
            body.putIfPresent("top_logprobs", output.topLogprobs() == 0 ? null : output.topLogprobs());
        }
        body.putIfPresent("verbosity", output.verbosity());
    }

    static void labels(Labels labels, Obj.Builder body) {
        body.putIfPresent("user", labels.user());
        if (!labels.metadata().isEmpty()) {
            body.put("metadata", labels.metadata());
        }
        body.putIfPresent("service_tier", labels.serviceTier()).putIfPresent("prompt_cache_key", labels.cacheKey());
    }
}
