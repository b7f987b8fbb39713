package dev.sluice.plugins.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.validate.ValidateConfig.FieldRule;
import dev.sluice.plugins.validate.ValidateConfig.Presence;
import dev.sluice.plugins.validate.ValidateConfig.Unreadable;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidateFilterTest {

    private static final ValidateConfig NONE = ValidateConfig.NONE;

    private final VirtualTime time = new VirtualTime();
    private final ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says("fine"));

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("model_not_allowed", "model", models("gpt-*"), "{}"),
                Arguments.of("too_large", "max_tokens", maxTokens(false, 100.0), "{\"max_tokens\":101}"),
                Arguments.of("missing", "max_tokens", maxTokens(true, null), "{}"),
                Arguments.of("missing", "user", field("user", Presence.REQUIRED, null, null), "{}"),
                Arguments.of("missing", "user", field("user", Presence.REQUIRED, null, null), "{\"user\":null}"),
                Arguments.of("forbidden", "seed", field("seed", Presence.FORBIDDEN, null, null), "{\"seed\":1}"),
                Arguments.of("too_small", "n", field("n", Presence.OPTIONAL, 1.0, 2.0), "{\"n\":0.5}"),
                Arguments.of("too_large", "/a/b", field("/a/b", Presence.OPTIONAL, 1.0, 2.0), "{\"a\":{\"b\":3}}"),
                Arguments.of("wrong_type", "n", field("n", Presence.OPTIONAL, 1.0, 2.0), "{\"n\":\"1\"}"),
                Arguments.of("too_few_messages", "messages", messages(1, null, null, null), "{\"messages\":[]}"),
                Arguments.of("too_many_messages", "messages", messages(null, 0, null, null), said("user", "hi")),
                Arguments.of("message_too_large", "messages[0]", messages(null, null, 3, null), said("user", "hiya")),
                Arguments.of("total_text_too_large", "messages", messages(null, null, null, 3), said("user", "hiya")),
                Arguments.of("too_many_tokens", "messages", tokens(null, 3), said("user", "one two three four")),
                Arguments.of(
                        "too_many_tokens_in_message",
                        "messages[0]",
                        tokens(3, null),
                        said("user", "one two three four")),
                Arguments.of("role_not_allowed", "messages[0]", roles(Role.USER), said("system", "hi")),
                Arguments.of(
                        "modality_not_allowed",
                        "messages[0]",
                        modalities(ValidateConfig.Modality.IMAGE),
                        said("user", "hi")));
    }

    @ParameterizedTest(name = "{0} at {1}: {3}")
    @MethodSource("refusals")
    void refusesWhatTheConfigDoesNotAllow(String code, String param, ValidateConfig config, String body) {
        CallError error = refusal(config, call(body));

        assertThat(error.category()).isEqualTo(CallError.Category.INVALID_REQUEST);
        assertThat(error.code()).isEqualTo("validation_failed");
        assertThat(error.param()).isEqualTo(param);
        assertThat(error.message()).contains(param + ": expected ", ", found ", "[" + code + "]");
        assertThat(upstream.attempts()).isEmpty();
    }

    @ParameterizedTest(name = "{0} at {1}: {3}")
    @MethodSource("refusals")
    void looksAtNothingThatIsNotAskedFor(String code, String param, ValidateConfig config, String body) {
        assertThat(send(NONE, call(body))).isNull();
    }

    @Test
    void namesAllThatIsWrong() {
        ValidateConfig config = config(
                List.of("other"), Map.of("a", rule(Presence.REQUIRED), "b", rule(Presence.REQUIRED)), Unreadable.PASS);

        CallError error = refusal(config, call("{}"));

        assertThat(error.message()).contains("model: expected one of other", "a: expected", "b: expected");
    }

    @Test
    void countsWhatIsTooMuchToTell() {
        String many = "{\"messages\":["
                + String.join(",", Collections.nCopies(50, "{\"role\":\"user\",\"content\":\"hi\"}")) + "]}";

        CallError error = refusal(messages(null, null, 1, null), call(many));

        assertThat(error.message())
                .contains("messages[9]")
                .doesNotContain("messages[10]")
                .endsWith("And 40 more.");
    }

    @Test
    void neverRepeatsWhatAMessageSays() {
        CallError error = refusal(messages(null, null, 3, null), call(said("user", "a secret")));

        assertThat(error.message()).doesNotContain("secret");
    }

    @Test
    void notesTheRefusal() {
        Call call = call("{}");

        refusal(models("gpt-*"), call);

        assertThat(call.journal().decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.action()).isEqualTo("refused");
            assertThat(decision.reason()).isEqualTo("model_not_allowed");
        });
    }

    @Test
    void notesThatAnUploadWasNotChecked() {
        Call upload = FakeCalls.upload("bytes");

        Throwable failure = send(messages(1, null, null, null), upload);

        assertThat(failure).isNull();
        assertThat(upload.journal().decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.action()).isEqualTo("not-checked"));
    }

    @Test
    void refusesAnUploadIfAskedTo() {
        ValidateConfig config = config(List.of(), Map.of("a", rule(Presence.REQUIRED)), Unreadable.REFUSE);

        assertThat(refusal(config, FakeCalls.upload("bytes")).message()).contains("[unreadable_body]");
    }

    @Test
    void refusesWhatIsNoJson() {
        CallError error = refusal(messages(1, null, null, null), call("{"));

        assertThat(error.code()).isEqualTo("invalid_json");
    }

    @Test
    void refusesBoundsThatNothingCanMeet() {
        assertThatThrownBy(() -> new FieldRule(Presence.OPTIONAL, 2.0, 1.0)).hasMessageContaining("min of at most max");
    }

    private CallError refusal(ValidateConfig config, Call call) {
        return (CallError) send(config, call);
    }

    private Throwable send(ValidateConfig config, Call call) {
        var filter = new ValidateFactory().create(config, new FakePluginContext(time));
        time.run();
        try {
            return filter.result().apply(call, upstream).cause();
        } catch (CallError e) {
            return e;
        }
    }

    private static Call call(String body) {
        return FakeCalls.chat().whole("").toBuilder()
                .body(Body.of(Buffer.buffer(body)))
                .build();
    }

    private static String said(String role, String text) {
        Obj message = Json.object("role", role, "content", text);
        return Json.object("messages", List.of(message)).toString();
    }

    private static FieldRule rule(Presence presence) {
        return new FieldRule(presence, null, null);
    }

    private static ValidateConfig field(String name, Presence presence, Double min, Double max) {
        return config(List.of(), Map.of(name, new FieldRule(presence, min, max)), Unreadable.PASS);
    }

    private static ValidateConfig models(String pattern) {
        return config(List.of(pattern), Map.of(), Unreadable.PASS);
    }

    private static ValidateConfig config(List<String> models, Map<String, FieldRule> fields, Unreadable unreadable) {
        return new ValidateConfig(
                models,
                NONE.parameters(),
                fields,
                NONE.messages(),
                NONE.modalities(),
                NONE.tools(),
                unreadable,
                ValidateConfig.NONE.turns(),
                ValidateConfig.NONE.attachments(),
                ValidateConfig.NONE.contract(),
                false,
                null);
    }

    private static ValidateConfig maxTokens(boolean required, Double max) {
        var rules =
                new ValidateConfig.ParameterRules(new ValidateConfig.NumberRule(required, null, max), null, null, null);
        return new ValidateConfig(
                List.of(),
                rules,
                Map.of(),
                NONE.messages(),
                NONE.modalities(),
                NONE.tools(),
                Unreadable.PASS,
                ValidateConfig.NONE.turns(),
                ValidateConfig.NONE.attachments(),
                ValidateConfig.NONE.contract(),
                false,
                null);
    }

    private static ValidateConfig messages(Integer min, Integer max, Integer characters, Integer total) {
        return messages(new ValidateConfig.MessageRules(min, max, characters, total, Set.of(), TokenRules.NONE));
    }

    private static ValidateConfig tokens(Integer perMessage, Integer max) {
        TokenRules rules = new TokenRules(perMessage, max, TokenRules.Vocabulary.O200K);
        return messages(new ValidateConfig.MessageRules(null, null, null, null, Set.of(), rules));
    }

    private static ValidateConfig roles(Role role) {
        return messages(new ValidateConfig.MessageRules(null, null, null, null, Set.of(role), TokenRules.NONE));
    }

    private static ValidateConfig messages(ValidateConfig.MessageRules rules) {
        return new ValidateConfig(
                List.of(),
                NONE.parameters(),
                Map.of(),
                rules,
                NONE.modalities(),
                NONE.tools(),
                Unreadable.PASS,
                ValidateConfig.NONE.turns(),
                ValidateConfig.NONE.attachments(),
                ValidateConfig.NONE.contract(),
                false,
                null);
    }

    private static ValidateConfig modalities(ValidateConfig.Modality modality) {
        return new ValidateConfig(
                List.of(),
                NONE.parameters(),
                Map.of(),
                NONE.messages(),
                Set.of(modality),
                NONE.tools(),
                Unreadable.PASS,
                ValidateConfig.NONE.turns(),
                ValidateConfig.NONE.attachments(),
                ValidateConfig.NONE.contract(),
                false,
                null);
    }
}
