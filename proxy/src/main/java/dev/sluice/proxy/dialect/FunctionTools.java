package dev.sluice.proxy.dialect;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Definitions of tools as {@code {"type": "function", "function": {..}}}, which several APIs took over from OpenAI's. */
public final class FunctionTools {

    private static final String FUNCTION = "function";

    private FunctionTools() {}

    /** Reads a list of them. */
    public static List<Tool> read(@Nullable Json tools) {
        return Texts.objects(tools).map(FunctionTools::tool).toList();
    }

    private static Tool tool(Obj tool) {
        Obj function = tool.object(FUNCTION) == null ? tool : tool.object(FUNCTION);
        return new Tool(
                Texts.orEmpty(function.text("name")),
                Texts.orEmpty(function.text("description")),
                function.object("parameters"));
    }

    /** Runs what each tells the model through a mapper. */
    public static Json map(Json tools, TextMapper mapper) {
        return Edits.eachObject(tools, tool -> tool.update(FUNCTION, function -> described(function, mapper)));
    }

    private static Json described(Json function, TextMapper mapper) {
        return Edits.object(
                function,
                inner -> Edits.members(inner, (name, value) -> switch (name) {
                    case "description" ->
                        Edits.text(value, text -> mapper.map(Role.SYSTEM, TextKind.TOOL_DESCRIPTION, text));
                    case "parameters" -> SchemaTexts.map(value, mapper);
                    default -> value;
                }));
    }

    /**
     * A schema of what a function takes, as providers want it that check it: that it is an object stands in it.
     *
     * @param parameters as the client has written them; null if it has not
     * @return the same if it says so
     */
    public static Obj object(@Nullable Obj parameters) {
        if (parameters == null || parameters.isEmpty()) {
            return Json.object("type", "object", "properties", Json.object().build());
        }
        return parameters.has("type") ? parameters : parameters.with("type", Json.of("object"));
    }
}
