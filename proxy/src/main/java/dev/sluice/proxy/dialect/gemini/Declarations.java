package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
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
import org.jspecify.annotations.Nullable;

/** Reads and maps the tools on offer: functions of the application, and the provider's own tools. */
final class Declarations {
    static final String FUNCTIONS = "functionDeclarations";

    private Declarations() {}

    static List<Tool> read(@Nullable Json tools) {
        return Spelling.objects(tools)
                .flatMap(tool -> tool.stream().flatMap(Declarations::read))
                .toList();
    }

    private static Stream<Tool> read(Member tool) {
        return Spelling.camel(tool.name()).equals(FUNCTIONS)
                ? Spelling.objects(tool.value()).map(Declarations::function)
                : Stream.of(new Tool(tool.name(), "", null));
    }

    private static Tool function(Obj function) {
        return new Tool(
                Texts.orEmpty(function.text("name")),
                Texts.orEmpty(function.text("description")),
                Schemas.parameters(function));
    }

    static Json map(Json tools, TextMapper mapper) {
        return Spelling.eachObject(
                tools,
                tool -> Spelling.members(tool, (name, value) -> switch (name) {
                    case FUNCTIONS -> Spelling.eachObject(value, function -> map(function, mapper));
                    default -> value;
                }));
    }

    private static Obj map(Obj function, TextMapper mapper) {
        return Spelling.members(function, (name, value) -> switch (name) {
            case "description" -> describe(value, mapper);
            case "parameters", "parametersJsonSchema", "response", "responseJsonSchema" ->
                SchemaTexts.map(value, mapper);
            default -> value;
        });
    }

    private static Json describe(Json description, TextMapper mapper) {
        return Edits.text(description, text -> mapper.map(Role.SYSTEM, TextKind.TOOL_DESCRIPTION, text));
    }
}
