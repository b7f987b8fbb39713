package dev.sluice.proxy.dialect.openai;

import static dev.sluice.api.dialect.Endpoint.ModelPlace.BODY;
import static dev.sluice.api.dialect.Endpoint.ModelPlace.FORM;
import static dev.sluice.api.dialect.Endpoint.ModelPlace.NONE;
import static dev.sluice.api.dialect.Endpoint.ModelPlace.PATH;
import static dev.sluice.api.dialect.Endpoint.Payload.JSON;
import static dev.sluice.api.dialect.Endpoint.Payload.OPAQUE;
import static dev.sluice.api.dialect.Endpoint.Streaming.IF_ASKED;
import static dev.sluice.api.dialect.Endpoint.Streaming.NEVER;

import dev.sluice.api.Operation;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.Endpoint.ModelPlace;
import dev.sluice.api.dialect.Endpoint.Payload;
import dev.sluice.api.dialect.Endpoint.Streaming;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.proxy.dialect.LensedPrompt;
import dev.sluice.proxy.dialect.PromptShape;
import dev.sluice.proxy.dialect.RerankShape;
import dev.sluice.proxy.dialect.WholeReply;
import dev.sluice.proxy.dialect.openai.codec.ChatCompletionsCodec;
import dev.sluice.proxy.dialect.openai.codec.CompletionsCodec;
import dev.sluice.proxy.dialect.openai.codec.CountCodec;
import dev.sluice.proxy.dialect.openai.codec.EmbeddingsCodec;
import dev.sluice.proxy.dialect.openai.codec.RerankCodec;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path table: every endpoint of which more is known than its path.
 *
 * <p>A path that is listed is listed with all its methods, since others are refused. All that is not listed (files,
 * batches, vector stores, whatever comes next) passes through below {@code /v1/}.
 */
final class Endpoints {

    private static final ReplyLens CHAT_REPLY = new ChoiceReply(ChatTexts::map, new ChatCompletionsCodec());
    private static final ReplyLens COMPLETION_REPLY = new ChoiceReply(CompletionTexts::map, new CompletionsCodec());
    private static final ReplyLens RESPONSES_REPLY = new ResponsesReply();
    private static final ReplyLens USAGE_REPLY = WholeReply.of(Summaries::ofChoices);
    private static final ReplyLens VECTORS = WholeReply.ofVectors(Summaries::ofChoices, new EmbeddingsCodec());
    private static final ReplyLens RANKS = WholeReply.ofRanks(Summaries::ofChoices, new RerankCodec());
    private static final ReplyLens COUNTS = WholeReply.ofCounts(new CountCodec());
    private static final PromptLens RESPONSES_PROMPT = lens(new ResponsesShape("input"));
    private static final PromptLens ITEMS_PROMPT = lens(new ResponsesShape("items"));

    private final List<Endpoint> list = new ArrayList<>();

    private Endpoints() {}

    static List<Endpoint> all() {
        Endpoints endpoints = new Endpoints();
        endpoints.chat();
        endpoints.responses();
        endpoints.conversations();
        endpoints.inputs();
        endpoints.media();
        endpoints.agents();
        endpoints.models();
        return List.copyOf(endpoints.list);
    }

    private void chat() {
        json("chat-completions", "/v1/chat/completions", Operation.CHAT, IF_ASKED, lens(new ChatShape()), CHAT_REPLY);
        opaque("chat-completions-list", HttpMethod.GET, "/v1/chat/completions", Operation.OTHER);
        stored("chat-completion", "/v1/chat/completions/{id}", CHAT_REPLY);
        opaque("chat-completion-update", HttpMethod.POST, "/v1/chat/completions/{id}", Operation.OTHER);
        json(
                "completions",
                "/v1/completions",
                Operation.TEXT_COMPLETION,
                IF_ASKED,
                lens(InputShape.COMPLETIONS),
                COMPLETION_REPLY);
    }

    private void responses() {
        json("responses", "/v1/responses", Operation.CHAT, IF_ASKED, RESPONSES_PROMPT, RESPONSES_REPLY);
        json(
                "responses-input-tokens",
                "/v1/responses/input_tokens",
                Operation.COUNT_TOKENS,
                NEVER,
                RESPONSES_PROMPT,
                COUNTS);
        json("responses-compact", "/v1/responses/compact", Operation.CHAT, NEVER, RESPONSES_PROMPT, RESPONSES_REPLY);
        stored("response", "/v1/responses/{id}", RESPONSES_REPLY);
        add(
                "response-cancel",
                HttpMethod.POST,
                "/v1/responses/{id}/cancel",
                Operation.OTHER,
                OPAQUE,
                NONE,
                NEVER,
                null,
                RESPONSES_REPLY);
    }

    private void conversations() {
        add(
                "conversations",
                HttpMethod.POST,
                "/v1/conversations",
                Operation.OTHER,
                JSON,
                NONE,
                NEVER,
                ITEMS_PROMPT,
                null);
        add(
                "conversation-items",
                HttpMethod.POST,
                "/v1/conversations/{id}/items",
                Operation.OTHER,
                JSON,
                NONE,
                NEVER,
                ITEMS_PROMPT,
                null);
        opaque("conversation-items-list", HttpMethod.GET, "/v1/conversations/{id}/items", Operation.OTHER);
    }

    private void inputs() {
        json("embeddings", "/v1/embeddings", Operation.EMBEDDINGS, NEVER, lens(InputShape.INPUT), VECTORS);
        json("rerank", "/v1/rerank", Operation.RERANK, NEVER, lens(new RerankShape()), RANKS);
        json("moderations", "/v1/moderations", Operation.MODERATION, NEVER, lens(InputShape.INPUT), USAGE_REPLY);
        json(
                "images-generations",
                "/v1/images/generations",
                Operation.IMAGE,
                IF_ASKED,
                lens(InputShape.IMAGES),
                USAGE_REPLY);
        json("audio-speech", "/v1/audio/speech", Operation.AUDIO, NEVER, lens(InputShape.SPEECH), null);
    }

    private void media() {
        form("images-edits", "/v1/images/edits", Operation.IMAGE);
        form("images-variations", "/v1/images/variations", Operation.IMAGE);
        form("audio-transcriptions", "/v1/audio/transcriptions", Operation.AUDIO);
        form("audio-translations", "/v1/audio/translations", Operation.AUDIO);
        form("videos", "/v1/videos", Operation.OTHER);
        opaque("videos-list", HttpMethod.GET, "/v1/videos", Operation.OTHER);
        opaque("realtime", HttpMethod.GET, "/v1/realtime", Operation.REALTIME);
    }

    /** Where a model is named for later: an alias has to be resolved there too. */
    private void agents() {
        json("assistants", "/v1/assistants", Operation.OTHER, NEVER, null, null);
        opaque("assistants-list", HttpMethod.GET, "/v1/assistants", Operation.OTHER);
        json("assistant-update", "/v1/assistants/{id}", Operation.OTHER, NEVER, null, null);
        opaque("assistant", HttpMethod.GET, "/v1/assistants/{id}", Operation.OTHER);
        opaque("assistant-delete", HttpMethod.DELETE, "/v1/assistants/{id}", Operation.OTHER);
        json("fine-tuning-jobs", "/v1/fine_tuning/jobs", Operation.OTHER, NEVER, null, null);
        opaque("fine-tuning-jobs-list", HttpMethod.GET, "/v1/fine_tuning/jobs", Operation.OTHER);
        json("threads-run", "/v1/threads/runs", Operation.OTHER, IF_ASKED, null, null);
        json("thread-runs", "/v1/threads/{id}/runs", Operation.OTHER, IF_ASKED, null, null);
        opaque("thread-runs-list", HttpMethod.GET, "/v1/threads/{id}/runs", Operation.OTHER);
    }

    private void models() {
        opaque("models", HttpMethod.GET, "/v1/models", Operation.LIST_MODELS);
        add("model", HttpMethod.GET, "/v1/models/{model+}", Operation.LIST_MODELS, OPAQUE, PATH, NEVER, null, null);
        add("model-delete", HttpMethod.DELETE, "/v1/models/{model+}", Operation.OTHER, OPAQUE, PATH, NEVER, null, null);
    }

    private static PromptLens lens(PromptShape shape) {
        return body -> new LensedPrompt(body, shape);
    }

    private void json(
            String name,
            String path,
            Operation operation,
            Streaming streaming,
            @Nullable PromptLens prompt,
            @Nullable ReplyLens reply) {
        add(name, HttpMethod.POST, path, operation, JSON, BODY, streaming, prompt, reply);
    }

    private void opaque(String name, HttpMethod method, String path, Operation operation) {
        add(name, method, path, operation, OPAQUE, NONE, NEVER, null, null);
    }

    private void form(String name, String path, Operation operation) {
        add(name, HttpMethod.POST, path, operation, OPAQUE, FORM, NEVER, null, null);
    }

    /** An answer that is kept: what is read of it later is read by the same lens, and may be streamed as it was. */
    private void stored(String name, String path, ReplyLens reply) {
        add(name, HttpMethod.GET, path, Operation.OTHER, OPAQUE, NONE, IF_ASKED, null, reply);
        opaque(name + "-delete", HttpMethod.DELETE, path, Operation.OTHER);
    }

    private void add(
            String name,
            HttpMethod method,
            String path,
            Operation operation,
            Payload payload,
            ModelPlace modelPlace,
            Streaming streaming,
            @Nullable PromptLens prompt,
            @Nullable ReplyLens reply) {
        list.add(new Endpoint(name, method, path, operation, payload, modelPlace, streaming, prompt, reply));
    }
}
