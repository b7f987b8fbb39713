package dev.sluice.testkit;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The requests of the test dialect: {@code messages}, or a single {@code input}. Knows no tools. */
record TestPrompt(Obj json) implements Prompt {
    @Override
    public List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        mapText((role, kind, text) -> {
            messages.add(Message.of(role, text));
            return text;
        });
        return List.copyOf(messages);
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public Parameters parameters() {
        Num limit = json.number("max_tokens");
        return limit == null
                ? Parameters.NONE
                : Parameters.NONE.withMaxOutputTokens(Integer.parseInt(limit.toString()));
    }

    @Override
    public Prompt mapText(TextMapper mapper) {
        Obj mapped = json.update("input", input -> map(Role.USER, input, mapper))
                .update("messages", all -> all instanceof Arr list ? list.map(m -> mapMessage(m, mapper)) : all);
        return mapped == json ? this : new TestPrompt(mapped);
    }

    @Override
    public Prompt plus(Message message, Place place) {
        Obj added = Json.object("role", message.role().name().toLowerCase(Locale.ROOT), "content", message.text());
        return new TestPrompt(
                json.get("messages") instanceof Arr all
                        ? json.with("messages", all.insert(index(all, place), added))
                        : json.with("input", joined(message.text(), place)));
    }

    @Override
    public Prompt with(Parameters parameters) {
        Integer limit = parameters.maxOutputTokens();
        return limit == null || Objects.equals(limit, parameters().maxOutputTokens())
                ? this
                : new TestPrompt(json.with("max_tokens", Json.of(limit.longValue())));
    }

    private String joined(String text, Place place) {
        String input = Objects.requireNonNullElse(json.text("input"), "");
        return place == Place.LAST ? input + "\n" + text : text + "\n" + input;
    }

    private static int index(Arr messages, Place place) {
        return switch (place) {
            case FIRST -> 0;
            case BEFORE_LAST_USER -> lastUser(messages);
            case LAST -> messages.size();
        };
    }

    private static int lastUser(Arr messages) {
        int at = messages.size() - 1;
        while (at > 0 && role(messages.get(at)) != Role.USER) {
            at--;
        }
        return Math.max(at, 0);
    }

    private static Json mapMessage(Json message, TextMapper mapper) {
        return message instanceof Obj object
                ? object.update("content", content -> map(role(object), content, mapper))
                : message;
    }

    private static Json map(Role role, Json value, TextMapper mapper) {
        if (!(value instanceof Str text)) {
            return value;
        }
        String before = text.value();
        TextKind kind = role == Role.TOOL ? TextKind.TOOL_RESULT : TextKind.CONTENT;
        String after = mapper.map(role, kind, before);
        return after.equals(before) ? text : Json.of(after);
    }

    private static Role role(Json message) {
        String role = message instanceof Obj object ? object.text("role") : null;
        return switch (role == null ? "" : role) {
            case "system" -> Role.SYSTEM;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            default -> Role.USER;
        };
    }
}
