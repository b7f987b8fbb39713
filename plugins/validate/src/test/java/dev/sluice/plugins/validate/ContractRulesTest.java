package dev.sluice.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.config.DataSize;
import dev.sluice.api.json.Json;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.validate.ValidateConfig.Accepts;
import dev.sluice.plugins.validate.ValidateConfig.AttachmentRules;
import dev.sluice.plugins.validate.ValidateConfig.ContractRules;
import dev.sluice.plugins.validate.ValidateConfig.TurnRules;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contracts, turns, attachments and normalisation. */
class ContractRulesTest {

    private static final Map<String, Object> AGED = Map.of("type", "object", "required", List.of("age"));

    private final VirtualTime time = new VirtualTime();
    private final ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("{\"age\": 7}"));

    @Test
    void holdsTheBodyAndItsPartsToTheirSchemas() {
        ContractRules rules = new ContractRules(
                Map.of("required", List.of("user")),
                Map.of("/metadata", Map.of("maxProperties", 1)),
                Accepts.TEXT,
                null,
                null);

        CallError error = refusal(contract(rules), call("{\"metadata\":{\"a\":1,\"b\":2}}"));

        assertThat(error.message()).contains("user", "/metadata", "[schema]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON | {\"age\":7} | ",
                "JSON | {\"ago\":7} | [schema]",
                "JSON | seven | [input_format]",
                "FORM | age: 7 | ",
                "FORM | ago: 7 | [schema]",
                "FORM | seven | [input_format]"
            })
    void holdsTheInputToItsSchema(Accepts accepts, String text, String code) {
        Future<Reply> reply = send(
                contract(new ContractRules(null, Map.of(), accepts, AGED, null)),
                FakeCalls.chat().whole(text));

        if (code == null) {
            assertThat(reply.succeeded()).isTrue();
        } else {
            assertThat(reply.cause()).hasMessageContaining(code);
        }
    }

    @Test
    void holdsTheReplyToItsSchema() {
        ContractRules rules =
                new ContractRules(null, Map.of(), Accepts.TEXT, null, Map.of("required", List.of("name")));

        CallError error = refusal(contract(rules), FakeCalls.chat().whole("hi"));

        assertThat(error.code()).isEqualTo("invalid_structured_output");
        assertThat(upstream.attempts()).hasSize(2);
    }

    @Test
    void checksALargeBodyOffTheLoop() {
        ContractRules rules = new ContractRules(AGED, Map.of(), Accepts.TEXT, null, null);

        Future<Reply> reply = send(contract(rules), FakeCalls.chat().whole("x".repeat(100_000)));

        assertThat(reply.isComplete()).isFalse();
        time.run();
        assertThat(reply.cause()).hasMessageContaining("[schema]");
    }

    @Test
    void refusesASchemaOfFreeText() {
        assertThatThrownBy(() -> new ContractRules(null, Map.of(), Accepts.TEXT, AGED, null))
                .hasMessageContaining("accepts: json or form");
    }

    @Test
    void knowsWhoseTurnItIs() {
        ValidateConfig config = config(new TurnRules(Role.USER, true), AttachmentRules.NONE, ContractRules.NONE, false);

        CallError error = refusal(
                config, call("{\"messages\":[" + said("user") + "," + said("user") + "," + said("assistant") + "]}"));

        assertThat(error.message()).contains("[wrong_last_turn]", "messages[1]", "[same_turn_twice]");
    }

    @Test
    void countsAttachments() {
        AttachmentRules rules = new AttachmentRules(0, List.of("image/*"), DataSize.parse("1KB"));

        assertThat(rules.isEmpty()).isFalse();
        assertThat(send(
                                config(TurnRules.NONE, rules, ContractRules.NONE, false),
                                FakeCalls.chat().whole("hi"))
                        .succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ｆｕｌｌ, full", "a\u200Bb, ab", "'a\u202Eb', ab", "plain, plain", "क\u200Dष, क\u200Dष"})
    void normalisesWhatUsersSay(String text, String normalised) {
        send(
                config(TurnRules.NONE, AttachmentRules.NONE, ContractRules.NONE, true),
                FakeCalls.chat().whole(text));

        assertThat(upstream.attempts()
                        .getFirst()
                        .call()
                        .prompt()
                        .messages()
                        .getFirst()
                        .text())
                .isEqualTo(normalised);
    }

    private static String said(String role) {
        return Json.object("role", role, "content", "hi").toString();
    }

    private static Call call(String body) {
        return FakeCalls.chat().whole("").toBuilder()
                .body(Body.of(Buffer.buffer(body)))
                .build();
    }

    private CallError refusal(ValidateConfig config, Call call) {
        return (CallError) send(config, call).cause();
    }

    private Future<Reply> send(ValidateConfig config, Call call) {
        return new ValidateFactory()
                .create(config, new FakePluginContext(time))
                .result()
                .apply(call, upstream);
    }

    private static ValidateConfig contract(ContractRules rules) {
        return config(TurnRules.NONE, AttachmentRules.NONE, rules, false);
    }

    private static ValidateConfig config(
            TurnRules turns, AttachmentRules attachments, ContractRules contract, boolean normalise) {
        ValidateConfig none = ValidateConfig.NONE;
        return new ValidateConfig(
                none.models(),
                none.parameters(),
                none.fields(),
                none.messages(),
                none.modalities(),
                none.tools(),
                none.unreadable(),
                turns,
                attachments,
                contract,
                normalise,
                null);
    }
}
