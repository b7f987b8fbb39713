package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Defaults;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code tools} and {@code toolConfig}. */
final class ToolWriter {

    private ToolWriter() {}

    static void write(Tools tools, Losses losses, Obj.Builder body) {
        if (!tools.list().isEmpty()) {
            List<Obj> functions = new ArrayList<>();
            for (int i = 0; i < tools.list().size(); i++) {
                functions.add(function(tools.list().get(i), losses, "tools[" + i + "]"));
            }
            body.put(GenerateShape.TOOLS, Json.array(Json.object(Declarations.FUNCTIONS, functions)));
        }
        if (tools.choice() != null) {
            Obj calling = calling(tools.choice());
            body.put("toolConfig", Json.object("functionCallingConfig", calling));
        }
        Defaults.lose(
                losses,
                "parallel_tool_calls",
                tools.parallel(),
                "was left out: Gemini calls several functions at once as it likes");
    }

    private static Obj function(Tools.Tool tool, Losses losses, String path) {
        Defaults.lose(losses, path + ".strict", tool.strict(), "has no word in Gemini and was left out");
        if (tool.cache() != null) {
            losses.mapped(path + ".cache_control", "marks what may be cached; Gemini decides by itself");
        }
        Obj function = Json.object("name", tool.name());
        Obj described = tool.description().isEmpty() ? function : function.with("description", tool.description());
        return tool.parameters() == null ? described : described.with("parametersJsonSchema", tool.parameters());
    }

    private static Obj calling(Tools.Choice choice) {
        return switch (choice) {
            case Tools.Choice.Auto auto -> Json.object("mode", "AUTO");
            case Tools.Choice.None none -> Json.object("mode", "NONE");
            case Tools.Choice.Required required -> Json.object("mode", "ANY");
            case Tools.Choice.Named named ->
                Json.object("mode", "ANY", "allowedFunctionNames", Json.array(named.tool()));
        };
    }
}
