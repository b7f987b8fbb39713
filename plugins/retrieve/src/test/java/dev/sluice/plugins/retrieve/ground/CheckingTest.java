package dev.sluice.plugins.retrieve.ground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.plugins.retrieve.ground.Checking.Policy;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences of answers compared with those of their sources by vectors, as replies pass. */
class CheckingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final List<String> SOURCES =
            List.of("Employees have thirty days of paid leave. Visitors ring at the gate, and wait for somebody.");
    private static final String PARAPHRASE = "Staff get thirty days of paid holiday. ";
    private static final String WARNING =
            "retrieve: the answer was held against the sources by words alone, since the embedder gave no vectors: ";

    private final VirtualTime time = new VirtualTime();
    private final FakePluginContext context = new FakePluginContext(time);

    @Test
    void countsHowLikeASentenceIsToWhatTheSourcesSay() {
        // given
        PacedEmbedder embedder = PacedEmbedder.of(time, Duration.ofMillis(5));
        Call call = FakeCalls.chat().whole("How much leave?");
        // when
        Reply reply = checked(embedder, label(), call, Script.says(List.of(PARAPHRASE)));
        // then
        Evidence evidence = Evidence.of(SOURCES);
        Evidence.Claim claim = evidence.claim(PARAPHRASE.strip());
        assertThat(embedder.asked())
                .containsExactly(List.of(PARAPHRASE.strip(), "Employees have thirty days of paid leave."));
        assertThat(claim.support(1)).isGreaterThan(claim.support()).isGreaterThan(claim.support(0));
        assertThat(reply.headers().get(Checking.HEADER))
                .isNotEqualTo(by("%.2f", claim.support()))
                .isNotEqualTo(by("%.2f", claim.support(0)));
        assertThat(call.journal().warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Employees have 45 days of paid leave.",
                "Employees do not have thirty days of paid leave.",
                "Employees at Munich have thirty days of paid leave.",
            })
    void makesNoVectorUpForAHardMismatch(String sentence) {
        // given
        Evidence.Claim claim = Evidence.of(SOURCES).claim(sentence);
        // when
        double support = claim.support(1);
        // then
        assertThat(support).isEqualTo(claim.support());
    }

    @ParameterizedTest
    @ValueSource(strings = {"The sources do not say.", "Would you like to know more?", "Yes, you do!"})
    void comparesNothingThatStatesNothing(String sentence) {
        // given
        PacedEmbedder embedder = PacedEmbedder.of(time, Duration.ZERO);
        // when
        Reply reply =
                checked(embedder, label(), FakeCalls.chat().whole("How much leave?"), Script.says(List.of(sentence)));
        // then
        assertThat(embedder.asked()).isEmpty();
        assertThat(reply.isSuccess()).isTrue();
    }

    @Test
    void keepsTheVectorsOfSources() {
        // given
        PacedEmbedder embedder = PacedEmbedder.of(time, Duration.ofMillis(5));
        Checking checking = checking(embedder, label());
        ScriptedUpstream upstream =
                ScriptedUpstream.by(time, (attempt, call) -> Script.says(List.of("Visitors " + attempt + " wait.")));
        checked(checking, FakeCalls.chat().whole("Who waits?"), upstream);
        // when
        checked(checking, FakeCalls.chat().whole("Who waits?"), upstream);
        // then
        assertThat(embedder.asked().getFirst())
                .hasSize(4)
                .contains("Visitors ring at the gate,", "and wait for somebody.");
        assertThat(embedder.asked().getLast()).hasSize(1);
    }

    @Test
    void goesByWordsWhereTheEmbedderFailsAndSaysSoOnce() {
        // given
        PacedEmbedder embedder = PacedEmbedder.failing(time);
        Call call = FakeCalls.chat().streamed("How much leave?");
        Reply reply =
                checked(embedder, label(), call, Script.says(List.of(PARAPHRASE, PARAPHRASE + "Really. ", "So.")));
        // when
        Reading reading = FakeClient.eager(time).read(reply);
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(reading.text()).isEqualTo(PARAPHRASE + PARAPHRASE + "Really. So.");
        assertThat(embedder.asked()).hasSize(1);
        assertThat(call.journal().warnings()).containsExactly(WARNING + "it failed");
        assertThat(call.journal().decisions())
                .filteredOn(decision -> decision.action().equals("grounding-by-words"))
                .hasSize(1);
        assertThat(context.meters().count("grounding_embed_failures", "collection", "handbook"))
                .isEqualTo(1);
    }

    @Test
    void scoresByWordsWhatIsNotComparedInTime() {
        // given
        PacedEmbedder embedder = PacedEmbedder.of(time, Duration.ofSeconds(10));
        Call call = FakeCalls.chat().whole("How much leave?");
        Future<Reply> reply = asked(checking(embedder, label()), call, Script.says(List.of(PARAPHRASE)));
        time.run();
        assertThat(reply.isComplete()).isFalse();
        // when
        time.advance(PATIENCE);
        // then
        assertThat(reply.result().headers().get(Checking.HEADER))
                .isEqualTo(by("%.2f", Grounding.score(PARAPHRASE, Evidence.of(SOURCES))));
        assertThat(call.journal().warnings()).containsExactly(WARNING + "they took too long");
    }

    @Test
    void pullsNothingMoreWhileASentenceWaitsForItsVector() {
        // given
        PacedEmbedder embedder = PacedEmbedder.of(time, Duration.ofMillis(50));
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.says(List.of("Employees", " have thirty", " days. ", "And", " more")));
        Reply reply = checked(checking(embedder, block()), FakeCalls.chat().streamed("How much leave?"), upstream);
        Reading reading = FakeClient.eager(time).read(reply);
        // when
        time.advance(Duration.ofMillis(10));
        // then
        int pulled = upstream.attempts().getFirst().pulled();
        assertThat(embedder.asked()).hasSize(1);
        assertThat(reading.text()).isEmpty();
        time.advance(Duration.ofMillis(30));
        assertThat(upstream.attempts().getFirst().pulled()).isEqualTo(pulled);
        time.advance(Duration.ofSeconds(1));
        assertThat(upstream.attempts().getFirst().pulled()).isGreaterThan(pulled);
    }

    @Test
    void letsGoOfAllWhereTheClientLeavesWhileASentenceWaits() {
        // given
        PacedEmbedder embedder = PacedEmbedder.of(time, Duration.ofSeconds(1));
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.says(List.of(PARAPHRASE, "More. ", "Still more.")));
        Call call = FakeCalls.chat().streamed("How much leave?");
        Streamed reply = (Streamed) checked(checking(embedder, label()), call, upstream);
        Future<?> held = reply.frames().next();
        while (held.isComplete()) {
            held = reply.frames().next();
        }
        // when
        reply.cancel();
        // then
        assertThat(held.failed()).isTrue();
        assertThat(upstream.attempts().getFirst().isOpen()).isFalse();
        assertThat(time.pending())
                .as("the embedder, and nobody who waits for it")
                .isEqualTo(1);
        time.advance(Duration.ofMinutes(5));
        assertThat(embedder.asked()).hasSize(1);
        assertThat(call.journal().warnings()).isEmpty();
        upstream.assertNothingLeaks();
    }

    @Test
    void asksForNoMoreOnceTheCallHasEnded() {
        // given
        PacedEmbedder embedder = PacedEmbedder.of(time, Duration.ofMillis(100));
        Call call = FakeCalls.chat().whole("How much leave?");
        asked(checking(embedder, label()), call, Script.says(List.of(sentences(100))));
        time.run();
        // when
        call.scope().end(null);
        // then
        assertThat(time.pending())
                .as("the embedder, and nobody who waits for it")
                .isEqualTo(1);
        time.advance(Duration.ofMinutes(5));
        assertThat(embedder.asked()).hasSize(1);
    }

    @Test
    void comparesALongReplyAFewSentencesAtATime() {
        // given
        PacedEmbedder embedder = PacedEmbedder.of(time, Duration.ofMillis(1));
        Call call = FakeCalls.chat().whole("How much leave?");
        Future<Reply> reply = asked(checking(embedder, label()), call, Script.says(List.of(sentences(1_200))));
        // when
        time.advance(PATIENCE);
        // then
        assertThat(reply.succeeded()).isTrue();
        assertThat(embedder.asked())
                .hasSize(125)
                .allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(8 + 2 + Clauses.MOST));
        assertThat(call.journal().warnings()).isEmpty();
    }

    @Test
    void refusesAStreamFromTheSentenceOnThatIsNotSupported() {
        // given
        PacedEmbedder embedder = PacedEmbedder.of(time, Duration.ofMillis(5));
        Call call = FakeCalls.chat().streamed("How much leave?");
        Reply reply = checked(
                embedder,
                block(),
                call,
                Script.says(List.of(
                        "Employees have thirty days of paid leave. ",
                        "Pigeons fly south in winter over many",
                        " warm countries. ",
                        "Yes.")));
        // when
        Reading reading = FakeClient.eager(time).read(reply);
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(reading.text()).isEqualTo("Employees have thirty days of paid leave. ");
        assertThat(reading.failure()).hasMessageContaining("Expected an answer that the documents support");
    }

    private static String sentences(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "Employees " + i + " have paid leave.")
                .collect(Collectors.joining(" "));
    }

    private static String by(String format, double score) {
        return String.format(java.util.Locale.ROOT, format, score);
    }

    private static Policy label() {
        return new Policy(0.65, "", false, false);
    }

    private static Policy block() {
        return new Policy(0.65, "", true, false);
    }

    private Checking checking(PacedEmbedder embedder, Policy policy) {
        return new Checking(policy, new Meaning(embedder, "handbook", PATIENCE, context), context);
    }

    private Reply checked(PacedEmbedder embedder, Policy policy, Call call, Script script) {
        return checked(checking(embedder, policy), call, ScriptedUpstream.of(time, script));
    }

    private Reply checked(Checking checking, Call call, ScriptedUpstream upstream) {
        Future<Reply> reply = asked(checking, call, upstream);
        time.advance(Duration.ofSeconds(1));
        return reply.result();
    }

    private Future<Reply> asked(Checking checking, Call call, Script script) {
        return asked(checking, call, ScriptedUpstream.of(time, script));
    }

    private Future<Reply> asked(Checking checking, Call call, ScriptedUpstream upstream) {
        return upstream.proceed(call)
                .compose(reply -> checking.check(
                        reply, call, SOURCES, said -> Future.failedFuture(new AssertionError("asked again"))));
    }
}
