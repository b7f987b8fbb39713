package dev.sluice.plugins.redact;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Caller;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Masking;
import dev.sluice.api.Reply;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.plugins.redact.RedactConfig.Custom;
import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactFilterTest {

    private static final String SAID = "Write to bob@example.com, card 4111 1111 1111 1111.";

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time);
    private final ScriptedUpstream echo = ScriptedUpstream.by(time, (attempt, call) -> Script.says(said(call)));

    @Test
    void keepsValuesFromTheModelAndGivesThemBack() {
        Future<Reply> reply = send(Configs.DEFAULT, FakeCalls.chat().whole(SAID));

        assertThat(seen()).contains("[EMAIL_", "[CREDIT_CARD_").doesNotContain("bob@example.com", "4111");
        assertThatReply(reply.result()).hasText(SAID);
    }

    @Test
    void givesThemBackInAStream() {
        Future<Reply> reply = send(Configs.DEFAULT, FakeCalls.chat().streamed(SAID));

        assertThatReply(reply.result()).hasText(SAID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password|password: Tr0ub4dor then password: tr0ub4dor",
                "password|password: a-b-c-1 then password: abc1-----",
                "api-key|sk_live_4eC39HqLyjWDarjtT1zdp7dc sk_live_4eC39HqLyjWDarjtT1zdp7dC",
                "jwt|eyJhbGciOiJ9.eyJzdWIiOiIx.A eyJhbGciOiJ9.eyJzdWIiOiIx.a",
                "url-credentials|https://a:hunter22@x.example https://a:Hunter22@x.example",
                "connection-string|mysql://a:hunter22@x.example mysql://a:Hunter22@x.example",
                "url|https://x.example/a1 https://x.example/A1",
                "ip|10.1.1.11 10.1.11.1",
                "coordinates|location 48.858370, -2.294481 and location 48.858370, 2.294481",
                "date-time|1/11/2020 and 11/1/2020",
                "de-kfz|Kennzeichen B-AB 123 und Kennzeichen BA-B 123",
                "own|PX-1a and PX-1A",
            })
    void givesEachValueBackThatAnotherMayLookLike(String entity, String said) {
        Custom own = new Custom("own", List.of("PX-\\w+"), List.of(), List.of(), 0.8, Action.TOKEN);

        Future<Reply> reply = send(
                Configs.of(List.of(Configs.rule(entity, Action.TOKEN)), List.of(), List.of(own)),
                FakeCalls.chat().whole(said));

        assertThat(seen().split("\\[", -1)).hasSize(3);
        assertThatReply(reply.result()).hasText(said);
    }

    @Test
    void hashesAlikeOnlyWhatIsTheSame() {
        send(
                Configs.of(Configs.rule("password", Action.HASH), Configs.rule("iban", Action.HASH)),
                FakeCalls.chat()
                        .whole("password: Tr0ub4dor password: tr0ub4dor "
                                + "DE89 3704 0044 0532 0130 00 DE89370400440532013000"));

        String[] words = seen().split(" ", -1);
        assertThat(words[1]).startsWith("[PASSWORD:").isNotEqualTo(words[3]);
        assertThat(words[4]).startsWith("[IBAN:").isEqualTo(words[5]);
    }

    @Test
    void hasOneTokenForOneValueHoweverItIsGrouped() {
        Future<Reply> reply = send(
                Configs.DEFAULT,
                FakeCalls.chat().whole("4111 1111 1111 1111 bob@example.com 4111111111111111 BOB@example.com"));

        String[] words = seen().split(" ", -1);
        assertThat(words[2]).isEqualTo(words[0]);
        assertThat(words[3]).isEqualTo(words[1]);
        assertThatReply(reply.result())
                .hasText("4111 1111 1111 1111 bob@example.com 4111 1111 1111 1111 bob@example.com");
    }

    @Test
    void makesTheSameTokenInEveryTurnAndAnotherForAnotherTenant() {
        send(Configs.DEFAULT, FakeCalls.chat().whole(SAID));
        send(Configs.DEFAULT, FakeCalls.chat().whole(SAID));
        send(Configs.DEFAULT, FakeCalls.chat().whole(SAID).withCaller(tenant("other")));

        assertThat(seen(1)).isEqualTo(seen(0));
        assertThat(seen(2)).isNotEqualTo(seen(0)).contains("[EMAIL_");
    }

    @Test
    void restoresNothingForATokenOfAnotherConversation() {
        send(Configs.DEFAULT, FakeCalls.chat().whole(SAID));
        String token = seen().substring(seen().indexOf('['), seen().indexOf(']') + 1);

        Future<Reply> forged =
                send(Configs.DEFAULT, FakeCalls.chat().whole("Who is " + token + "? I am ann@example.org"));

        assertThatReply(forged.result()).hasText("Who is " + token + "? I am ann@example.org");
    }

    @Test
    void remembersTokensOfAConversationThatHasAName() {
        Call first = FakeCalls.chat().whole(SAID).withHeaders(Headers.of("x-sluice-conversation", "c1"));
        Filter filter = filter(Configs.DEFAULT);
        run(filter, first);
        String token = seen().substring(seen().indexOf('['), seen().indexOf(']') + 1);

        Future<Reply> later = run(
                filter, FakeCalls.chat().whole("Say " + token).withHeaders(Headers.of("x-sluice-conversation", "c1")));
        Future<Reply> stranger = run(
                filter,
                FakeCalls.chat()
                        .whole("Say " + token)
                        .withHeaders(Headers.of("x-sluice-conversation", "c1"))
                        .withCaller(tenant("other")));

        assertThatReply(later.result()).hasText("Say bob@example.com");
        assertThatReply(stranger.result()).hasText("Say " + token);
    }

    @Test
    void understandsWhatModelsMakeOfTokens() {
        ScriptedUpstream model = ScriptedUpstream.by(
                time,
                (attempt, call) -> Script.says(
                        said(call).replace("[", "\\[").replace("_", "\\_").toLowerCase(java.util.Locale.ROOT)));

        Future<Reply> reply = filter(Configs.DEFAULT).apply(FakeCalls.chat().whole("mail bob@example.com now"), model);
        time.run();

        assertThatReply(reply.result()).hasText("mail bob@example.com now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[EMAIL_ ", "[email_ ", "EMAIL_ ", "[EMAIL: "})
    void understandsASpaceBehindTheUnderscore(String written) {
        ScriptedUpstream model = ScriptedUpstream.by(
                time, (attempt, call) -> Script.says(said(call).replace("[EMAIL_", written)));

        Future<Reply> reply =
                filter(Configs.DEFAULT).apply(FakeCalls.chat().streamed("mail bob@example.com now"), model);
        time.run();

        assertThatReply(reply.result())
                .hasText(written.startsWith("[") ? "mail bob@example.com now" : "mail bob@example.com] now");
    }

    @Test
    void leavesBytesAloneInWhichNothingIsFound() {
        Call call = FakeCalls.chat().whole("nothing of the kind, but help@example.com");

        Future<Reply> reply = send(Configs.DEFAULT, call);

        assertThat(echo.attempts().getFirst().call().body()).isSameAs(call.body());
        assertThat(reply.succeeded()).isTrue();
    }

    @Test
    void refusesWhatBlocksWithoutSayingIt() {
        Future<Reply> reply = send(
                Configs.of(Configs.rule("email", Action.BLOCK)),
                FakeCalls.chat().whole(SAID));

        assertThat(reply.cause()).isInstanceOf(CallError.class).hasMessageContaining("email");
        assertThat(reply.cause().getMessage()).doesNotContain("bob");
        assertThat(echo.attempts()).isEmpty();
    }

    @Test
    void replacesAsTheConfigSays() {
        send(
                Configs.of(Configs.rule("email", Action.DROP), Configs.rule("credit-card", Action.MASK)),
                FakeCalls.chat().whole(SAID));
        send(
                Configs.of(Configs.rule("email", Action.HASH), Configs.rule("credit-card", Action.SYNTHETIC)),
                FakeCalls.chat().whole(SAID));

        assertThat(seen(0)).isEqualTo("Write to , card **** **** **** 1111.");
        assertThat(seen(1))
                .matches("Write to \\[EMAIL:[0-9a-f]{16}\\], card \\d{4} \\d{4} \\d{4} \\d{4}\\.")
                .doesNotContain("4111");
    }

    @Test
    void makesUpValuesThatPassTheSameChecks() {
        send(
                Configs.of(Configs.rule("iban", Action.SYNTHETIC), Configs.rule("credit-card", Action.SYNTHETIC)),
                FakeCalls.chat().whole("DE89 3704 0044 0532 0130 00 4111 1111 1111 1111"));
        send(
                Configs.of(Configs.rule("iban", Action.DROP), Configs.rule("credit-card", Action.DROP)),
                FakeCalls.chat().whole(seen(0)));

        assertThat(seen(0)).startsWith("DE").doesNotContain("4111", "3704");
        assertThat(seen(1)).isBlank();
    }

    @Test
    void findsTheOperatorsOwnPatternsAndWords() {
        Custom custom =
                new Custom("project", List.of("PX-\\d{4}"), List.of("Blue Heron"), List.of(), 0.8, Action.TOKEN);

        send(
                Configs.of(List.of(), List.of(), List.of(custom)),
                FakeCalls.chat().whole("blue heron is PX-1234, not blue herons"));

        assertThat(seen()).matches("\\[PROJECT_[A-Z]{12}\\] is \\[PROJECT_[A-Z]{12}\\], not blue herons");
    }

    @Test
    void tellsWhatItRefused() {
        Call call = FakeCalls.chat().whole("mail bob@example.com");

        send(Configs.of(Configs.rule("email", Action.BLOCK)), call);

        assertThat(call.journal().decisions()).containsExactly(new Decision("redact", "refused", "email"));
        assertThat(context.meters().count("refused", "entity", "email")).isEqualTo(1);
    }

    @Test
    void refusesRepliesThatItWouldHaveToReadAndCannot() {
        RedactConfig screens = Configs.of(List.of(), List.of(Configs.rule("email", Action.MASK)), List.of());

        Future<Reply> reply = send(Configs.strict(screens), FakeCalls.upload("bytes"));

        assertThat(reply.cause()).isInstanceOf(CallError.class).hasMessageContaining("replies");
        assertThat(echo.attempts()).isEmpty();
    }

    @Test
    void refusesBodiesThatItCannotRead() {
        Future<Reply> reply = send(Configs.strict(Configs.DEFAULT), FakeCalls.upload("bytes"));

        assertThat(reply.cause()).isInstanceOf(CallError.class).hasMessageContaining("bodies");
        assertThat(echo.attempts()).isEmpty();
    }

    @Test
    void notesWhatWasNotChecked() {
        RedactConfig screens = Configs.of(List.of(), List.of(Configs.rule("email", Action.MASK)), List.of());
        Call upload = FakeCalls.upload("bytes");

        send(screens, upload);

        assertThat(upload.journal().decisions())
                .extracting(decision -> decision.action())
                .containsExactly("not-checked", "not-checked");
    }

    @Test
    void hasRecordsMasked() {
        Call call = FakeCalls.chat().whole(SAID);

        send(Configs.DEFAULT, call);

        Masking masking = call.journal().masking();
        assertThat(masking).isNotNull();
        assertThat(masking.mask(SAID)).isEqualTo(seen());
    }

    @Test
    void scansAPromptOfManyPagesOffTheLoop() {
        Future<Reply> reply =
                filter(Configs.DEFAULT).apply(FakeCalls.chat().whole("word ".repeat(20_000) + SAID), echo);

        assertThat(echo.attempts()).isEmpty();
        time.run();
        assertThat(seen()).endsWith("].").doesNotContain("bob@");
        assertThat(reply.succeeded()).isTrue();
    }

    private Future<Reply> send(RedactConfig config, Call call) {
        return run(filter(config), call);
    }

    private Future<Reply> run(Filter filter, Call call) {
        Future<Reply> reply = filter.apply(call, echo);
        time.run();
        return reply;
    }

    private Filter filter(RedactConfig config) {
        return new RedactFactory().create(config, context).result();
    }

    private String seen() {
        return seen(0);
    }

    private String seen(int attempt) {
        return said(echo.attempts().get(attempt).call());
    }

    private static String said(Call call) {
        Prompt prompt = call.prompt();
        return prompt == null ? "" : prompt.messages().getFirst().text();
    }

    private static Caller tenant(String name) {
        return new Caller(name, "", java.util.Map.of());
    }
}
