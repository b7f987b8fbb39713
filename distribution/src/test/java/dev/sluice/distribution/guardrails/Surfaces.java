package dev.sluice.distribution.guardrails;

import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.proxy.dialect.Dialects;
import java.util.List;
import java.util.Objects;

/** All kinds of chats that the built-in dialects have. */
final class Surfaces {

    private static final Dialects DIALECTS = Dialects.builtIn();

    private Surfaces() {}

    static List<Surface> all() {
        ChatSurface messages = chat("Anthropic messages", "anthropic", "messages", true);
        ChatSurface converse = chat("Bedrock converse", "bedrock", "converse", true);
        return List.of(
                chat("OpenAI chat", "openai", "chat-completions", true),
                chat("OpenAI responses", "openai", "responses", true),
                chat("OpenAI completions", "openai", "completions", false),
                messages,
                chat("Gemini", "gemini", "generate-content", true),
                chat("Cohere", "cohere", "chat", true),
                chat("Ollama chat", "ollama", "chat", true),
                chat("Ollama generate", "ollama", "generate", false),
                converse,
                new InvokeSurface("Bedrock invoke", converse.dialect(), messages, converse));
    }

    private static ChatSurface chat(String title, String dialect, String endpoint, boolean tools) {
        Dialect spoken = DIALECTS.find(dialect).orElseThrow();
        Endpoint found = spoken.endpoints().stream()
                .filter(known -> known.name().equals(endpoint))
                .findFirst()
                .orElseThrow();
        return new ChatSurface(title, spoken, Objects.requireNonNull(found.replyLens()), tools);
    }
}
