package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Edits;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts in a body of a model family that has no dialect of its own here (Nova, Llama, Mistral, Titan, Cohere, AI21, ..), found by the
 * names that those families give to texts. What is not named so is no text: numbers of tokens, reasons, pictures.
 */
final class FamilyTexts {

    private static final Set<String> TEXTS = Set.of(
            "prompt",
            "inputText",
            "text",
            "texts",
            "content",
            "message",
            "system",
            "preamble",
            "query",
            "snippet",
            "documents",
            "generation",
            "outputText",
            "completion",
            "reasoning_content");
    private static final Set<String> INSTRUCTIONS = Set.of("system", "preamble");

    private FamilyTexts() {}

    /** Says what stands in the place of a text. */
    @FunctionalInterface
    interface Edit {

        /**
         * Edits one.
         *
         * @param path where it stands, such as {@code /results/0/outputText}
         * @param role whose words it is, as far as the body says
         * @param text as it came
         * @return what it becomes
         */
        String edit(String path, Role role, String text);
    }

    /** Runs every text through an edit, in the order of the document. */
    static Obj map(Obj body, Role whose, Edit edit) {
        return (Obj) map(body, "", whose, false, edit);
    }

    private static Json map(Json value, String path, Role role, boolean named, Edit edit) {
        return switch (value) {
            case Str text when named -> Edits.text(text, words -> edit.edit(path, role, words));
            case Obj object -> object(object, path, role, edit);
            case Arr list -> list(list, path, role, named, edit);
            default -> value;
        };
    }

    private static Obj object(Obj object, String path, Role inherited, Edit edit) {
        Role role = role(object.text("role"), inherited);
        return Edits.members(
                object,
                (name, value) -> map(
                        value,
                        path + "/" + name,
                        INSTRUCTIONS.contains(name) ? Role.SYSTEM : role,
                        TEXTS.contains(name),
                        edit));
    }

    private static Arr list(Arr list, String path, Role role, boolean named, Edit edit) {
        Arr edited = list;
        for (int i = 0; i < list.size(); i++) {
            edited = edited.with(i, map(list.get(i), path + "/" + i, role, named, edit));
        }
        return edited;
    }

    private static Role role(@Nullable String name, Role inherited) {
        return switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
            case "user" -> Role.USER;
            case "assistant", "chatbot", "model" -> Role.ASSISTANT;
            case "system", "developer" -> Role.SYSTEM;
            case "tool" -> Role.TOOL;
            default -> inherited;
        };
    }
}
