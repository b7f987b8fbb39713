package dev.sluice.plugins.route.choose;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.model.Modality;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call as choosing sees it. What needs a look into the body is found out when first asked for. */
public final class Ask {

    /** Rough, on the safe side for English; only for choosing, never for a bill. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    /** What an answer is expected to have where the call sets no limit. */
    private static final int USUAL_OUTPUT = 400;

    private static final int TOKENS_OF_MEDIA = 1000;

    private final Call call;
    private final long now;
    private @Nullable Reading reading;

    private record Reading(
            int turns, long tokens, long maxOutput, Set<Modality> modalities, boolean tools, boolean schema) {}

    /**
     * Looks at a call.
     *
     * @param call the call
     * @param now nanoseconds of the context's clock
     */
    public Ask(Call call, long now) {
        this.call = call;
        this.now = now;
    }

    /** The call. */
    public Call call() {
        return call;
    }

    /** When it was asked. */
    public long now() {
        return now;
    }

    /** Tokens of the prompt, guessed by the length of the body: no look into it. */
    public long roughTokens() {
        return call.body() instanceof Body.Bytes bytes ? bytes.bytes().length() / CHARACTERS_PER_TOKEN : 0;
    }

    /** Tokens of the prompt, guessed by its texts. */
    public long promptTokens() {
        return reading().tokens();
    }

    /** Messages of the conversation so far. */
    public int turns() {
        return reading().turns();
    }

    /** Tokens that the answer may have; 0 if the call does not say. */
    public long maxOutput() {
        return reading().maxOutput();
    }

    /** Tokens that the answer is expected to have. */
    public long expectedOutput() {
        long most = maxOutput();
        return most == 0 ? USUAL_OUTPUT : Math.min(most, USUAL_OUTPUT);
    }

    /** Tokens that answers usually have, for comparing targets without a look into the body. */
    int usualOutput() {
        return USUAL_OUTPUT;
    }

    /** What the prompt is made of besides text. */
    public Set<Modality> modalities() {
        return reading().modalities();
    }

    /** Whether tools are on offer. */
    public boolean hasTools() {
        return reading().tools();
    }

    /** Whether the answer has to meet a schema. */
    public boolean hasSchema() {
        return reading().schema();
    }

    /** What is asked now: the last message of the user; empty if there is none. */
    public String lastWords() {
        Prompt prompt = call.prompt();
        List<Message> messages = prompt == null ? List.of() : prompt.messages();
        for (Message message : messages.reversed()) {
            if (message.role() == Role.USER) {
                return message.text();
            }
        }
        return "";
    }

    /** All texts that the prompt brings, tools' results among them. */
    List<String> texts() {
        Prompt prompt = call.prompt();
        if (prompt == null) {
            return List.of();
        }
        return prompt.messages().stream()
                .flatMap(message -> message.parts().stream())
                .map(Ask::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String text(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.ToolResult result -> result.text();
            default -> "";
        };
    }

    private Reading reading() {
        Reading known = reading;
        if (known == null) {
            Prompt prompt = call.prompt();
            known = prompt == null ? new Reading(1, roughTokens(), 0, Set.of(), false, false) : read(prompt);
            reading = known;
        }
        return known;
    }

    private static Reading read(Prompt prompt) {
        long characters = 0;
        Set<Modality> modalities = EnumSet.noneOf(Modality.class);
        for (Message message : prompt.messages()) {
            for (Part part : message.parts()) {
                characters += characters(part, modalities);
            }
        }
        Integer most = prompt.parameters().maxOutputTokens();
        return new Reading(
                prompt.messages().size(),
                characters / CHARACTERS_PER_TOKEN,
                most == null ? 0 : most,
                modalities,
                !prompt.tools().isEmpty(),
                prompt.parameters().responseSchema() != null);
    }

    private static long characters(Part part, Set<Modality> modalities) {
        return switch (part) {
            case Part.Text text -> text.text().length();
            case Part.Reasoning reasoning -> reasoning.text().length();
            case Part.ToolCall tool -> tool.arguments().length();
            case Part.ToolResult result -> result.text().length();
            case Part.Media media -> {
                modalities.add(Modality.valueOf(media.kind().name()));
                yield (long) TOKENS_OF_MEDIA * CHARACTERS_PER_TOKEN;
            }
            case Part.Unknown unknown -> 0;
        };
    }
}
