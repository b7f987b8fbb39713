package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Defaults;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.FunctionTools;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes the tools on offer, and which of them shall be called. */
final class ConverseTools {

    private static final Obj NOTHING = Json.object().build();

    /** The schema of a tool that takes nothing, since there has to be one. */
    private static final Obj NO_PARAMETERS = Json.object("type", "object", "properties", NOTHING);

    private ConverseTools() {}

    static Tools read(Fields config, Losses losses) {
        List<Tools.Tool> list = new ArrayList<>();
        Arr tools = config.array("tools");
        for (int i = 0; tools != null && i < tools.size(); i++) {
            read(tools.get(i) instanceof Obj tool ? tool : NOTHING, "toolConfig.tools[" + i + "]", list, losses);
        }
        Tools read = new Tools(list, choice(config.object("toolChoice")), null);
        config.rest();
        return read;
    }

    /** A point for the cache stands after the tools that it is for. */
    private static void read(Obj tool, String path, List<Tools.Tool> list, Losses losses) {
        if (tool.get("cachePoint") instanceof Obj point && !list.isEmpty()) {
            Tools.Tool last = list.removeLast();
            ChatPart.CachePoint cache = new ChatPart.CachePoint(point.text("ttl"));
            list.add(new Tools.Tool(last.name(), last.description(), last.parameters(), last.strict(), cache));
        } else if (tool.get("toolSpec") instanceof Obj spec) {
            Obj schema = spec.at("/inputSchema/json") instanceof Obj found ? found : NO_PARAMETERS;
            list.add(new Tools.Tool(
                    Texts.orEmpty(spec.text("name")),
                    Texts.orEmpty(spec.text("description")),
                    Json.sameValue(schema, NO_PARAMETERS) ? null : schema,
                    spec.bool("strict"),
                    null));
        } else {
            losses.add(path, "is a tool that only the provider can run, and was left out");
        }
    }

    private static Tools.@Nullable Choice choice(@Nullable Obj choice) {
        if (choice == null || choice.isEmpty()) {
            return null;
        }
        return switch (choice.members().getFirst().name()) {
            case "auto" -> new Tools.Choice.Auto();
            case "any" -> new Tools.Choice.Required();
            case "tool" -> new Tools.Choice.Named(Texts.string(choice.at("/tool/name")));
            default -> null;
        };
    }

    /** The tools of a request; null if it has none. */
    static @Nullable Obj write(ChatRequest request, Losses losses) {
        Tools tools = request.tools();
        Defaults.lose(losses, "parallel_tool_calls", tools.parallel(), "cannot be said here and was left out");
        boolean refused = tools.choice() instanceof Tools.Choice.None;
        List<Tools.Tool> called = called(request);
        if (tools.list().isEmpty()) {
            Defaults.choiceOfNone(losses, tools);
        }
        if (refused && called.isEmpty() && !tools.list().isEmpty()) {
            losses.add("tool_choice", "cannot be none here: the tools were left out, so that none is called");
        }
        if (called.isEmpty() && (refused || tools.list().isEmpty())) {
            return null;
        }
        if (tools.list().isEmpty()) {
            losses.added("tools", "were put on offer as they were called before, since the API wants that");
        }
        Tools offered =
                tools.list().isEmpty() ? new Tools(called, null, null) : new Tools(tools.list(), tools.choice(), null);
        return offered(offered, losses);
    }

    /** The tools that were called so far, of which nothing but their names is known. */
    private static List<Tools.Tool> called(ChatRequest request) {
        Set<String> names = new LinkedHashSet<>();
        for (Turn turn : request.turns()) {
            for (ChatPart part : turn.parts()) {
                if (part instanceof ChatPart.ToolCall call) {
                    names.add(call.name());
                }
            }
        }
        return names.stream()
                .filter(name -> !name.isEmpty())
                .map(name -> new Tools.Tool(name, "", null, null, null))
                .toList();
    }

    private static Obj offered(Tools tools, Losses losses) {
        List<Json> list = new ArrayList<>();
        for (Tools.Tool tool : tools.list()) {
            list.add(Json.object("toolSpec", spec(tool)));
            if (tool.cache() != null) {
                list.add(Json.object("cachePoint", ConverseBlockWriter.point(tool.cache())));
            }
        }
        return Json.object()
                .put("tools", list)
                .putIfPresent("toolChoice", choice(tools.choice(), losses))
                .build();
    }

    private static Obj spec(Tools.Tool tool) {
        Obj schema = FunctionTools.object(tool.parameters());
        return Json.object()
                .put("name", tool.name())
                .putIfPresent("description", tool.description().isEmpty() ? null : tool.description())
                .put("inputSchema", Json.object("json", schema))
                .putIfPresent("strict", tool.strict())
                .build();
    }

    private static @Nullable Obj choice(Tools.@Nullable Choice choice, Losses losses) {
        return switch (choice) {
            case null -> null;
            case Tools.Choice.Auto auto -> Json.object("auto", NOTHING);
            case Tools.Choice.Required required -> Json.object("any", NOTHING);
            case Tools.Choice.Named named -> Json.object("tool", Json.object("name", named.tool()));
            case Tools.Choice.None none -> {
                losses.add("tool_choice", "cannot be none here: the model may call tools");
                yield null;
            }
        };
    }
}
