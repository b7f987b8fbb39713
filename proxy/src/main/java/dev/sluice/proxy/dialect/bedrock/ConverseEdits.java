package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.anthropic.Inputs;

/**
 * Maps the texts of a conversation.
 *
 * @param role whose turn they stand in
 * @param mapper says what each text becomes
 */
record ConverseEdits(Role role, TextMapper mapper) {

    Json content(Json content) {
        return Edits.eachObject(content, this::block);
    }

    private Obj block(Obj block) {
        return Edits.members(block, (name, value) -> switch (name) {
            case "text" -> words(value);
            case "toolUse" -> Edits.object(value, use -> use.update("input", this::input));
            case "toolResult" -> Edits.object(value, result -> result.update("content", this::answers));
            case "reasoningContent" -> Edits.object(value, this::reasoning);
            case "guardContent" ->
                Edits.object(value, guard -> guard.update("text", text -> Edits.object(text, this::textMember)));
            case "document" -> Edits.object(value, this::document);
            case "citationsContent", "searchResult" ->
                Edits.object(value, inner -> inner.update("content", this::content));
            default -> value;
        });
    }

    private Obj textMember(Obj holder) {
        return holder.update("text", this::words);
    }

    private Obj document(Obj document) {
        return Edits.members(document, (name, value) -> switch (name) {
            case "context" -> words(value);
            case "source" ->
                Edits.object(
                        value,
                        source -> Edits.members(source, (inner, text) -> switch (inner) {
                            case "text" -> words(text);
                            case "content" -> content(text);
                            default -> text;
                        }));
            default -> value;
        });
    }

    private Obj reasoning(Obj reasoning) {
        return reasoning.update(
                "reasoningText",
                holder -> Edits.object(
                        holder,
                        text -> text.update(
                                "text", value -> Edits.text(value, t -> mapper.map(role, TextKind.REASONING, t)))));
    }

    private Json input(Json input) {
        return Inputs.map(input, text -> mapper.map(role, TextKind.TOOL_ARGUMENTS, text));
    }

    private Json words(Json value) {
        return Edits.text(value, text -> mapper.map(role, TextKind.CONTENT, text));
    }

    /** What a tool answered: words, or JSON whose strings are words. */
    private Json answers(Json content) {
        ConverseEdits asTool =
                new ConverseEdits(Role.TOOL, (r, kind, text) -> mapper.map(r, TextKind.TOOL_RESULT, text));
        return Edits.eachObject(content, block -> asTool.block(block).update("json", asTool::strings));
    }

    private Json strings(Json value) {
        return switch (value) {
            case Obj object -> Edits.members(object, (name, member) -> strings(member));
            case Arr array -> array.map(this::strings);
            default -> words(value);
        };
    }
}
