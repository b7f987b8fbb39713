package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;

/** Words for what is lost on the way to OpenAI, and what stands in its place. */
final class Lost {

    static final String CACHE = "was left out, since OpenAI's models cache prompts by themselves";
    static final String PLAIN = "was sent as a file in Base64, since OpenAI has no documents of words";
    static final String THINKING = "was left out, since this API takes no thinking back";
    static final String SIGNATURE = "was left out, since OpenAI's tool calls have none";
    static final String CITATIONS = "were left out: those of earlier answers OpenAI does not take";
    static final String FAILED = "was left out: that a tool failed shows in its words only";

    private Lost() {}

    static String name(ChatPart part) {
        return switch (part) {
            case ChatPart.Text it -> "text";
            case ChatPart.Media it -> "medium";
            case ChatPart.ToolCall it -> "tool call";
            case ChatPart.ToolResult it -> "tool's result";
            case ChatPart.Reasoning it -> "thought";
            case ChatPart.RedactedReasoning it -> "redacted thought";
            case ChatPart.Refusal it -> "refusal";
            case ChatPart.CachePoint it -> "cache point";
        };
    }

    /** A name that the API requires of every file. */
    static String fileName(ChatPart.Media media) {
        String name = media.name();
        String type = media.mediaType();
        return name != null ? name : "application/pdf".equals(type) ? "document.pdf" : "document.txt";
    }
}
