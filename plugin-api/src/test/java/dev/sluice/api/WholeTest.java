package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Encoder;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeTest {
    private static final Buffer JSON = Buffer.buffer("{\"t\": \"hello\", \"done\": \"stop\"}");

    @Test
    void changesTheTextAndNothingElse() {
        Whole mapped = reply(JSON).mapText(channel -> piece -> piece.toUpperCase(Locale.ROOT));

        assertThat(mapped.body()).hasToString("{\"t\": \"HELLO\", \"done\": \"stop\"}");
    }

    @Test
    void isItselfWhenNoTextChanged() {
        Whole reply = reply(JSON);

        assertThat(reply.mapText(channel -> null)).isSameAs(reply);
    }

    @Test
    void mapsAnEncodedBodyAndSaysThatItIsDecoded() {
        Whole encoded = encoded("gzip", Encoder.encode("gzip", JSON));

        Whole mapped = encoded.mapText(channel -> piece -> "x");

        assertThat(mapped.json().text("t")).isEqualTo("x");
        assertThat(mapped.headers().contains("content-encoding")).isFalse();
    }

    @Test
    void refusesABodyThatMustBeReadAndCannot() {
        Whole encoded = encoded("br", Buffer.buffer("?"));

        assertThatThrownBy(() -> encoded.mapText(channel -> piece -> "x"))
                .isInstanceOfSatisfying(
                        CallError.class, e -> assertThat(e.code()).isEqualTo("unreadable_reply"));
        assertThat(encoded.json()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[1]", "\"text\""})
    void refusesToPassForLookedAtWhatIsNoDocument(String body) {
        Whole page = reply(Buffer.buffer(body));

        assertThatThrownBy(() -> page.mapText(channel -> piece -> "x"))
                .isInstanceOfSatisfying(
                        CallError.class, e -> assertThat(e.code()).isEqualTo("unreadable_reply"));
        assertThat(page.json()).isNull();
    }

    @Test
    void leavesAloneAnErrorPageAndWhatIsEmpty() {
        Whole page = new Whole(502, Headers.empty(), Buffer.buffer("<html>"), TextLens.ENDPOINT, Stopwatch.STOPPED);
        Whole empty = reply(Buffer.buffer());

        assertThat(page.mapText(channel -> piece -> "x")).isSameAs(page);
        assertThat(empty.mapText(channel -> piece -> "x")).isSameAs(empty);
    }

    @Test
    void isParsedOnceForAllThatReadIt() {
        Whole reply = reply(JSON);
        Obj read = reply.json();

        Whole copy = reply.withHeaders(Headers.of("a", "b")).withOrigin(Origin.INSIDE);

        assertThat(copy.json()).isSameAs(read);
    }

    @Test
    void saysWhoAnsweredAndNothingOfWhatItSays() {
        Target target = new Target("openai", "gpt-5");

        Whole reply = reply(JSON)
                .withOrigin(Origin.upstream(target))
                .withJson(Json.object().build());

        assertThat(reply.origin().target()).isEqualTo(target);
        assertThat(reply(JSON).origin()).isEqualTo(Origin.INSIDE).isNotEqualTo(reply.origin());
        assertThat(reply(JSON)).hasToString("Whole[200, 30 bytes]");
    }

    @Test
    void leavesAloneWhatNoLensReads() {
        Whole reply = new Whole(200, Headers.empty(), JSON, TextLens.endpoint(null), Stopwatch.STOPPED);

        assertThat(reply.mapText(channel -> piece -> "x")).isSameAs(reply);
    }

    @Test
    void tellsAtOnceHowItEnded() {
        List<Outcome> outcomes = new ArrayList<>();

        reply(JSON).onEnd(outcomes::add);
        reply(Buffer.buffer("<html>")).onEnd(outcomes::add);

        assertThat(outcomes).extracting(Outcome::finishReason).containsExactly("stop", null);
    }

    @Test
    void hasBegun() {
        Whole reply = reply(JSON).withHeaders(Headers.of("a", "b"));
        reply.cancel();

        assertThat(reply.begun().result()).isSameAs(reply);
    }

    private static Whole reply(Buffer body) {
        return new Whole(200, Headers.empty(), body, TextLens.ENDPOINT, Stopwatch.STOPPED);
    }

    private static Whole encoded(String coding, Buffer body) {
        return reply(body).withHeaders(Headers.of("content-encoding", coding));
    }
}
