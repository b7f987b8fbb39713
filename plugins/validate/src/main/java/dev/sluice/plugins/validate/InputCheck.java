package dev.sluice.plugins.validate;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.validate.ValidateConfig.Accepts;
import dev.sluice.plugins.validate.schema.JsonSchema;
import dev.sluice.plugins.validate.schema.Schemas;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the user's last message is a document, or the fields of a form, as the contract has it. */
record InputCheck(Accepts accepts, @Nullable JsonSchema schema) implements Check<Prompt> {

    static InputCheck of(ValidateConfig.ContractRules contract) {
        return new InputCheck(contract.accepts(), Schemas.ofConfig(contract.input()));
    }

    @Override
    public void on(Prompt prompt, Violations found) {
        List<Message> messages = prompt.messages();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                check(messages.get(i).text(), "messages[" + i + "]", found);
                return;
            }
        }
        found.add(new Violation("missing", "messages", "a message of the user", "none", "add one"));
    }

    private void check(String text, String param, Violations found) {
        Json document = accepts == Accepts.JSON ? json(text) : form(text);
        if (document == null) {
            String expected = accepts == Accepts.JSON ? "a JSON document" : "lines of 'name: value'";
            found.add(new Violation("input_format", param, expected, "other text", "send " + expected));
        } else if (schema != null) {
            SchemaCheck.add(schema.faults(document), param, found);
        }
    }

    private static @Nullable Json json(String text) {
        try {
            return Json.parse(Buffer.buffer(text));
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    private static @Nullable Json form(String text) {
        Obj.Builder fields = Json.object();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                return null;
            }
            fields.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return fields.build();
    }
}
