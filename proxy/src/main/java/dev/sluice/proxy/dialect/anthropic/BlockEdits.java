package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.Texts;

/**
 * Maps the texts of content.
 *
 * @param role whose turn it stands in
 * @param mapper says what each text becomes
 */
record BlockEdits(Role role, TextMapper mapper) {

    /** A string, or a list of blocks. */
    Json content(Json content) {
        return switch (content) {
            case Str text -> words(text);
            case Arr blocks -> Edits.eachObject(blocks, this::block);
            default -> content;
        };
    }

    private Obj block(Obj block) {
        String type = Texts.orEmpty(block.text("type"));
        return Blocks.isResult(type) ? block.update("content", this::result) : own(block, type);
    }

    private Obj own(Obj block, String type) {
        return Edits.members(block, (name, value) -> switch (name) {
            case "text", "title", "context" -> words(value);
            case "thinking" -> Edits.text(value, text -> mapper.map(role, TextKind.REASONING, text));
            case "input" -> Inputs.map(value, text -> mapper.map(role, TextKind.TOOL_ARGUMENTS, text));
            case "content" -> content(value);
            case "source" -> type.equals("document") ? Edits.object(value, this::source) : value;
            case "citations" -> Edits.eachObject(value, quote -> quote.update("cited_text", this::words));
            default -> value;
        });
    }

    /** A document's words stand in its source; a file's bytes too, and are none. */
    private Obj source(Obj source) {
        boolean isText = "text".equals(source.text("type"));
        return Edits.members(source, (name, value) -> switch (name) {
            case "data" -> isText ? words(value) : value;
            case "content" -> content(value);
            default -> value;
        });
    }

    private Json words(Json value) {
        return Edits.text(value, text -> mapper.map(role, TextKind.CONTENT, text));
    }

    /** Words at any depth: each of the provider's own tools answers in a shape of its own. */
    private Json result(Json result) {
        return switch (result) {
            case Str text -> answer(text);
            case Arr several -> several.map(this::result);
            case Obj object -> Edits.members(object, (name, value) -> resultMember(object, name, value));
            default -> result;
        };
    }

    private Json resultMember(Obj holder, String name, Json value) {
        return switch (name) {
            case "text", "title", "stdout", "stderr" -> answer(value);
            case "content", "source" -> value instanceof Str && name.equals("source") ? value : result(value);
            case "data" -> "text".equals(holder.text("type")) ? answer(value) : value;
            default -> value;
        };
    }

    private Json answer(Json value) {
        return Edits.text(value, text -> mapper.map(Role.TOOL, TextKind.TOOL_RESULT, text));
    }
}
