package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.proxy.dialect.Edits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads, maps and adds contents: turns of parts. */
final class Contents {
    private static final String PARTS = "parts";

    private Contents() {}

    /** The turns of a content: what functions answered counts as a turn of its own, wherever it stands. */
    static List<Message> read(@Nullable Json content, Role role) {
        if (content instanceof Str text) {
            return List.of(Message.of(role, text.value()));
        }
        List<Message> messages = new ArrayList<>(1);
        List<Part> run = new ArrayList<>();
        boolean results = false;
        for (Obj part : parts(content)) {
            if (PartLens.isResult(part) != results && !run.isEmpty()) {
                messages.add(new Message(results ? Role.TOOL : role, run));
                run.clear();
            }
            results = PartLens.isResult(part);
            run.add(PartLens.read(part));
        }
        if (!run.isEmpty() || messages.isEmpty()) {
            messages.add(new Message(results ? Role.TOOL : role, run));
        }
        return messages;
    }

    /** The parts of a content. */
    static List<Obj> parts(@Nullable Json content) {
        return content instanceof Obj object
                ? Spelling.objects(Spelling.get(object, PARTS)).toList()
                : List.of();
    }

    /** Whose a content of the conversation is. A word that nobody knows counts as the user's. */
    static Role role(Obj content) {
        return switch (content.text("role")) {
            case "model" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            case "function", "tool" -> Role.TOOL;
            case null, default -> Role.USER;
        };
    }

    static Json map(Json content, Role role, TextMapper mapper) {
        return switch (content) {
            case Str text -> Edits.text(text, words -> mapper.map(role, TextKind.CONTENT, words));
            case Obj object ->
                Spelling.members(
                        object,
                        (name, value) -> name.equals(PARTS)
                                ? Spelling.eachObject(value, part -> PartLens.map(part, role, mapper))
                                : value);
            default -> content;
        };
    }

    /** A new content of plain words; a function's need a call that they answer, so here they are the user's. */
    static Obj of(Message message) {
        String role = message.role() == Role.ASSISTANT ? "model" : "user";
        return Json.object("role", role, PARTS, words(message));
    }

    /** A content with a message's words before or after its own. */
    static Obj with(@Nullable Json content, Message message, Place place) {
        Obj known = content instanceof Obj object ? object : Json.object().build();
        String name = Spelling.in(known, PARTS);
        List<Json> parts = new ArrayList<>(parts(known));
        if (content instanceof Str text) {
            parts.add(Json.object("text", text));
        }
        parts.addAll(place == Place.FIRST ? 0 : parts.size(), words(message));
        return known.with(name, Json.from(parts));
    }

    private static List<Json> words(Message message) {
        return message.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> (Json) Json.object("text", ((Part.Text) part).text()))
                .toList();
    }

    /** A conversation with one more content. */
    static Arr insert(@Nullable Json contents, Json added, Place place) {
        Arr all = contents instanceof Arr array
                ? array
                : Json.array(Spelling.objects(contents).toArray());
        return switch (place) {
            case FIRST -> all.insert(0, added);
            case BEFORE_LAST_USER -> all.insert(lastUser(all), added);
            case LAST -> all.plus(added);
        };
    }

    /** Where the user last spoke; the answers of functions must stay behind their calls. */
    private static int lastUser(Arr contents) {
        for (int i = contents.size() - 1; i >= 0; i--) {
            boolean isUser = contents.get(i) instanceof Obj content
                    && role(content) == Role.USER
                    && parts(content).stream().noneMatch(PartLens::isResult);
            if (isUser) {
                return i;
            }
        }
        return contents.size();
    }
}
