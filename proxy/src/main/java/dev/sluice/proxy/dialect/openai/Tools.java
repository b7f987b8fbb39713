package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.proxy.dialect.Edits;
import dev.sluice.proxy.dialect.SchemaTexts;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import java.util.stream.Stream;

/** Reads and maps tools on offer: nested as chat completions have them, flat as responses do, and legacy functions. */
final class Tools {

    private Tools() {}

    static List<Tool> read(Obj body) {
        return Stream.concat(Texts.objects(body.get("tools")), Texts.objects(body.get("functions")))
                .map(Tools::tool)
                .toList();
    }

    private static Tool tool(Obj tool) {
        Obj definition = definition(tool);
        String name = definition.text("name");
        return new Tool(
                name == null ? Texts.orEmpty(tool.text("type")) : name,
                Texts.orEmpty(definition.text("description")),
                definition.object("parameters"));
    }

    private static Obj definition(Obj tool) {
        Obj function = tool.object("function");
        Obj custom = tool.object("custom");
        return function != null ? function : custom != null ? custom : tool;
    }

    static Json map(Json tools, TextMapper mapper) {
        return Edits.eachObject(tools, tool -> map(tool, mapper));
    }

    private static Obj map(Obj tool, TextMapper mapper) {
        return Edits.members(tool, (name, value) -> switch (name) {
            case "function", "custom" -> Edits.object(value, definition -> map(definition, mapper));
            case "description", "server_description" ->
                Edits.text(value, text -> mapper.map(Role.SYSTEM, TextKind.TOOL_DESCRIPTION, text));
            case "parameters" -> SchemaTexts.map(value, mapper);
            case "tools" -> map(value, mapper);
            default -> value;
        });
    }
}
