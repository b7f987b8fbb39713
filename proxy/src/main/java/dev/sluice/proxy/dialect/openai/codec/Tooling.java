package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Tools.Choice;
import dev.sluice.api.chat.Tools.Tool;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes what a model may call: definitions within {@code function} in chat completions, flat in responses.
 *
 * @param nested whether definitions have an object of their own
 */
record Tooling(boolean nested) {

    private static final String FUNCTION = "function";

    Tools read(Fields request, Losses losses) {
        List<Tool> tools = new ArrayList<>();
        Arr list = request.array("tools");
        for (int i = 0; list != null && i < list.size(); i++) {
            Tool tool = tool(list.get(i), "tools[" + i + "]", losses);
            if (tool != null) {
                tools.add(tool);
            }
        }
        Texts.objects(request.array("functions"))
                .map(function -> tool(function, "functions", null, losses))
                .forEach(tools::add);
        Json choice = request.any("tool_choice");
        Json legacy = request.any("function_call");
        return new Tools(tools, choice(choice == null ? legacy : choice, losses), request.truth("parallel_tool_calls"));
    }

    private @Nullable Tool tool(Json value, String path, Losses losses) {
        Obj tool = value instanceof Obj object ? object : null;
        Obj definition = tool == null ? null : nested ? tool.object(FUNCTION) : tool;
        if (tool == null || definition == null || !FUNCTION.equals(tool.text("type"))) {
            String type = tool == null ? "" : Texts.orEmpty(tool.text("type"));
            losses.add(path, "is a tool of the kind '" + type + "', which other APIs do not have, and was left out");
            return null;
        }
        return tool(definition, path, tool.object("cache_control"), losses);
    }

    private static Tool tool(Obj definition, String path, @Nullable Obj cache, Losses losses) {
        Fields fields = Fields.of(definition, path, losses).skip("type", "cache_control");
        Tool tool = new Tool(
                fields.textOrEmpty("name"),
                fields.textOrEmpty("description"),
                fields.object("parameters"),
                fields.truth("strict"),
                cache == null ? null : new ChatPart.CachePoint(cache.text("ttl")));
        fields.rest();
        return tool;
    }

    private @Nullable Choice choice(@Nullable Json value, Losses losses) {
        return switch (value) {
            case null -> null;
            case Str word ->
                switch (word.value()) {
                    case "auto" -> new Choice.Auto();
                    case "none" -> new Choice.None();
                    case "required" -> new Choice.Required();
                    default -> unknown(losses);
                };
            case Obj named -> named(named, losses);
            default -> unknown(losses);
        };
    }

    private @Nullable Choice named(Obj choice, Losses losses) {
        Obj place = choice.object(FUNCTION) == null ? choice : choice.object(FUNCTION);
        String name = place == null ? null : place.text("name");
        return name == null ? unknown(losses) : new Choice.Named(name);
    }

    private static @Nullable Choice unknown(Losses losses) {
        losses.add("tool_choice", "is not one that other APIs have and was left out");
        return null;
    }

    void write(Tools tools, Obj.Builder request, Losses losses) {
        if (!tools.list().isEmpty()) {
            request.put(
                    "tools",
                    tools.list().stream().map(tool -> written(tool, losses)).toList());
        }
        if (tools.choice() != null) {
            request.put("tool_choice", written(tools.choice()));
        }
        request.putIfPresent("parallel_tool_calls", tools.parallel());
    }

    private Obj written(Tool tool, Losses losses) {
        if (tool.cache() != null) {
            losses.mapped("tools.cache_control", Lost.CACHE);
        }
        Obj.Builder definition = nested ? Json.object() : Json.object().put("type", FUNCTION);
        definition.put("name", tool.name());
        if (!tool.description().isEmpty()) {
            definition.put("description", tool.description());
        }
        definition.putIfPresent("parameters", tool.parameters()).putIfPresent("strict", tool.strict());
        return nested ? Json.object("type", FUNCTION, FUNCTION, definition.build()) : definition.build();
    }

    private Json written(Choice choice) {
        return switch (choice) {
            case Choice.Auto auto -> Json.of("auto");
            case Choice.None none -> Json.of("none");
            case Choice.Required required -> Json.of("required");
            case Choice.Named named ->
                nested
                        ? Json.object("type", FUNCTION, FUNCTION, Json.object("name", named.tool()))
                        : Json.object("type", FUNCTION, "name", named.tool());
        };
    }
}
