package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Tool;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a prompt down as people read it: each message under its role, then the tools on offer. */
public final class Transcript {

    private Transcript() {}

    /**
     * Writes a prompt down.
     *
     * @param prompt any
     * @return all of its text; media by what is known of them
     */
    public static String of(Prompt prompt) {
        Stream<String> messages = prompt.messages().stream().map(Transcript::message);
        Stream<String> tools = prompt.tools().isEmpty() ? Stream.empty() : Stream.of(tools(prompt));
        return Stream.concat(messages, tools).collect(Collectors.joining("\n\n"));
    }

    private static String message(Message message) {
        String role = message.role().name().toLowerCase(Locale.ROOT);
        return Stream.concat(
                        Stream.of("[" + role + "]"), message.parts().stream().map(Transcript::part))
                .collect(Collectors.joining("\n"));
    }

    private static String part(Part part) {
        return switch (part) {
            case Part.Text words -> words.text();
            case Part.Reasoning reasoning -> "(reasoning) " + reasoning.text();
            case Part.ToolCall call -> "(calls %s as %s) %s".formatted(call.name(), call.id(), call.arguments());
            case Part.ToolResult result -> "(answers %s) %s".formatted(result.id(), result.text());
            case Part.Media media -> media(media);
            case Part.Unknown unknown -> "(%s)".formatted(unknown.type());
        };
    }

    private static String media(Part.Media media) {
        String kind = media.kind().name().toLowerCase(Locale.ROOT);
        String type = media.mediaType() == null ? "" : " " + media.mediaType();
        String place = media.url() == null ? ", %d characters".formatted(media.size()) : " at " + media.url();
        return "(" + kind + type + place + ")";
    }

    private static String tools(Prompt prompt) {
        return prompt.tools().stream().map(Transcript::tool).collect(Collectors.joining("\n", "[tools]\n", ""));
    }

    private static String tool(Tool tool) {
        String description = tool.description().isEmpty() ? "" : ": " + tool.description();
        return tool.name() + description + (tool.parameters() == null ? "" : " " + tool.parameters());
    }
}
