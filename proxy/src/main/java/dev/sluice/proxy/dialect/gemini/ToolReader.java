package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code tools} and {@code toolConfig}. */
final class ToolReader {
    private static final String OWN = "is a tool that Gemini runs itself and was left out";
    private final Losses losses;
    private final List<Tools.Tool> tools = new ArrayList<>();

    private ToolReader(Losses losses) {
        this.losses = losses;
    }

    static Tools read(@Nullable Json tools, @Nullable Obj config, Losses losses) {
        ToolReader reader = new ToolReader(losses);
        List<Obj> all = Spelling.objects(tools).toList();
        for (int i = 0; i < all.size(); i++) {
            for (Member tool : all.get(i)) {
                reader.tool(tool, GenerateShape.TOOLS + "[" + i + "]." + tool.name());
            }
        }
        return new Tools(reader.tools, config == null ? null : reader.choice(config), null);
    }

    private void tool(Member tool, String path) {
        if (!Spelling.camel(tool.name()).equals(Declarations.FUNCTIONS)) {
            losses.add(path, OWN);
            return;
        }
        List<Obj> functions = Spelling.objects(tool.value()).toList();
        for (int i = 0; i < functions.size(); i++) {
            tools.add(function(Spelling.normal(functions.get(i)), path + "[" + i + "]"));
        }
    }

    private Tools.Tool function(Obj function, String path) {
        Fields fields = Fields.of(function, path, losses).skip("parameters", "parametersJsonSchema");
        String answers = "says what the function answers and was left out";
        fields.lose("response", answers).lose("responseJsonSchema", answers);
        Tools.Tool tool = new Tools.Tool(
                fields.textOrEmpty("name"),
                fields.textOrEmpty("description"),
                Schemas.parameters(function),
                null,
                null);
        fields.rest();
        return tool;
    }

    private Tools.@Nullable Choice choice(Obj config) {
        Fields outer = Fields.of(Spelling.normal(config), "toolConfig", losses);
        Obj calling = outer.object("functionCallingConfig");
        outer.skip("includeServerSideToolInvocations");
        outer.rest();
        if (calling == null) {
            return null;
        }
        Fields fields = Fields.of(Spelling.normal(calling), outer.at("functionCallingConfig"), losses);
        Arr allowed = fields.array("allowedFunctionNames");
        String mode = fields.textOrEmpty("mode").toUpperCase(Locale.ROOT);
        fields.rest();
        return choice(
                mode,
                allowed == null
                        ? List.of()
                        : allowed.stream().map(Texts::string).toList(),
                fields);
    }

    private Tools.@Nullable Choice choice(String mode, List<String> allowed, Fields fields) {
        boolean one = mode.equals("ANY") && allowed.size() == 1;
        if (!allowed.isEmpty() && !one) {
            losses.add(fields.at("allowedFunctionNames"), "cannot be said of several functions and was left out");
        }
        return switch (mode) {
            case "AUTO" -> new Tools.Choice.Auto();
            case "NONE" -> new Tools.Choice.None();
            case "ANY" -> one ? new Tools.Choice.Named(allowed.getFirst()) : new Tools.Choice.Required();
            case "", "MODE_UNSPECIFIED" -> null;
            default -> {
                losses.mapped(fields.at("mode"), mode + " became AUTO, for want of a word");
                yield new Tools.Choice.Auto();
            }
        };
    }
}
