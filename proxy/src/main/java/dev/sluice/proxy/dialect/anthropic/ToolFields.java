package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Defaults;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.FunctionTools;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the tools on offer, and which of them shall be called. */
final class ToolFields {

    /** The schema of a tool that takes nothing, since there has to be one. */
    private static final Obj NO_PARAMETERS =
            Json.object("type", "object", "properties", Json.object().build());

    private static final String ONE_AT_A_TIME = "disable_parallel_tool_use";

    private ToolFields() {}

    static Tools read(Fields fields) {
        List<Tools.Tool> list = new ArrayList<>();
        Arr tools = fields.array("tools");
        for (int i = 0; tools != null && i < tools.size(); i++) {
            Obj tool =
                    tools.get(i) instanceof Obj object ? object : Json.object().build();
            read(Fields.of(tool, "tools[" + i + "]", fields.losses()), "tools[" + i + "]", list);
        }
        Obj choice = fields.object("tool_choice");
        Fields said = Fields.of(choice == null ? Json.object().build() : choice, "tool_choice", fields.losses());
        Boolean oneAtATime = said.truth(ONE_AT_A_TIME);
        Tools read = new Tools(list, choice(said), oneAtATime == null ? null : (Boolean) !oneAtATime);
        said.rest();
        return read;
    }

    private static void read(Fields tool, String path, List<Tools.Tool> list) {
        String type = tool.text("type");
        if (type != null && !type.equals("custom")) {
            tool.losses().add(path, "is a tool that only the provider can run, and was left out");
            return;
        }
        Obj schema = tool.object("input_schema");
        list.add(new Tools.Tool(
                tool.textOrEmpty("name"),
                tool.textOrEmpty("description"),
                schema == null || Json.sameValue(schema, NO_PARAMETERS) ? null : schema,
                tool.truth("strict"),
                BlockReader.cachePoint(tool)));
        tool.rest();
    }

    private static Tools.@Nullable Choice choice(Fields said) {
        return switch (said.text("type")) {
            case "auto" -> new Tools.Choice.Auto();
            case "any" -> new Tools.Choice.Required();
            case "none" -> new Tools.Choice.None();
            case "tool" -> new Tools.Choice.Named(said.textOrEmpty("name"));
            case null, default -> null;
        };
    }

    static Obj write(Obj body, Tools tools, Losses losses) {
        if (tools.list().isEmpty()) {
            Defaults.choiceOfNone(losses, tools);
            return body;
        }
        Obj offered = body.with(
                "tools", Json.from(tools.list().stream().map(ToolFields::tool).toList()));
        Obj choice = choice(tools, losses);
        return choice == null ? offered : offered.with("tool_choice", choice);
    }

    private static Obj tool(Tools.Tool tool) {
        return Json.object()
                .put("name", tool.name())
                .putIfPresent("description", tool.description().isEmpty() ? null : tool.description())
                .put("input_schema", FunctionTools.object(tool.parameters()))
                .putIfPresent("strict", tool.strict())
                .putIfPresent("cache_control", tool.cache() == null ? null : mark(tool.cache()))
                .build();
    }

    /** The mark of a block or a tool up to which the provider may keep what it has made of the prompt. */
    static Obj mark(ChatPart.CachePoint point) {
        return Json.object()
                .put("type", "ephemeral")
                .putIfPresent("ttl", point.ttl())
                .build();
    }

    private static @Nullable Obj choice(Tools tools, Losses losses) {
        Obj said = switch (tools.choice()) {
            case Tools.Choice.Auto auto -> Json.object("type", "auto");
            case Tools.Choice.None none -> Json.object("type", "none");
            case Tools.Choice.Required required -> Json.object("type", "any");
            case Tools.Choice.Named named -> Json.object("type", "tool", "name", named.tool());
            case null -> null;
        };
        if (tools.parallel() == null) {
            return said;
        }
        if (tools.choice() instanceof Tools.Choice.None) {
            losses.add("parallel_tool_calls", "says nothing where no tool is to be called, and was left out");
            return said;
        }
        Obj chosen = said == null ? Json.object("type", "auto") : said;
        return chosen.with(ONE_AT_A_TIME, Json.of(!tools.parallel()));
    }
}
