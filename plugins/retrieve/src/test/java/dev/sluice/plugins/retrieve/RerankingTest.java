package dev.sluice.plugins.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.plugins.retrieve.RetrieveConfig.GroundingPolicy;
import dev.sluice.plugins.retrieve.RetrieveConfig.RerankSettings;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeCheckContext;
import dev.sluice.testkit.FakeReranker;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reranker makes of what was found, over a real index. */
class RerankingTest {

    @TempDir
    Path folder;

    private final FakeReranker reranker = new FakeReranker("probation");
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder, Collections.collection(null));
        bench.context().withReranker("best", reranker);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void laysWhatTheRerankerPrefersFirst() {
        // given
        serve(0.0);
        // when
        ScriptedUpstream upstream = bench.ask("How much paid leave?");
        // then
        assertThat(bench.laid(upstream)).containsSubsequence("after probation", "</source>");
        assertThat(bench.laid(upstream).indexOf("probation"))
                .isLessThan(bench.laid(upstream).indexOf("source id=\"2\""));
        assertThat(reranker.asked().getFirst()).hasSize(3);
        assertThat(bench.context().meters().timed("rerank", "by", "best")).hasSize(1);
    }

    @Test
    void leavesOutWhatTheRerankerFindsIrrelevant() {
        // given
        serve(0.5);
        // when
        ScriptedUpstream upstream = bench.ask("How much paid leave?");
        // then
        assertThat(bench.laid(upstream)).contains("source id=\"1\"").doesNotContain("source id=\"2\"");
    }

    @Test
    void keepsTheOrderAndSaysSoWhereThereIsNoAnswer() {
        // given
        serve(0.0);
        reranker.down(new IllegalStateException("down"));
        // when
        ScriptedUpstream upstream = bench.ask("How much paid leave?");
        // then
        assertThat(bench.laid(upstream)).contains("source id=\"2\"").doesNotContain("probation");
        assertThat(upstream.attempts().getFirst().call().journal().decisions())
                .contains(new Decision("retrieve", "not-reranked", "best gave no answer: it failed"));
        assertThat(bench.context().meters().count("rerank_failures", "by", "best"))
                .isEqualTo(1);
    }

    @Test
    void keepsTheOrderAfterAWhileWhereTheRerankerHangsAndLetsItBeThen() {
        // given
        Filter filter = serve(0.0);
        reranker.hang();
        ScriptedUpstream waited = ScriptedUpstream.of(bench.time(), Script.says(List.of("Yes.")));
        Call first = FakeCalls.chat().whole("How much paid leave?");
        Call second = FakeCalls.chat().whole("How much paid leave?");
        // when
        Future<Reply> late = filter.apply(first, waited);
        bench.time().advance(Duration.ofSeconds(2));
        bench.settled(late);
        ScriptedUpstream atOnce = bench.ask(second);
        // then
        assertThat(bench.laid(waited)).contains("source id=\"2\"").doesNotContain("probation");
        assertThat(bench.laid(atOnce)).contains("source id=\"2\"").doesNotContain("probation");
        assertThat(first.journal().decisions())
                .contains(new Decision(
                        "retrieve", "not-reranked", "best gave no answer: it did not answer within 2000 ms"));
        assertThat(second.journal().decisions())
                .contains(new Decision(
                        "retrieve", "not-reranked", "best gave no answer: it did not answer in time shortly before"));
        assertThat(reranker.asked()).hasSize(1);
        assertThat(bench.context().meters().count("rerank_failures", "by", "best"))
                .isEqualTo(2);
    }

    @Test
    void isRefusedWhereTheConfigHasNoneOfThatName() {
        FakeCheckContext around = new FakeCheckContext()
                .with("handbook", Collections.collection(null))
                .withReranker("other");

        new RetrieveFactory().check(config(0), around);

        assertThat(around.problems()).containsExactly("rerank.by: there is no reranker 'best' among [other]");
    }

    private Filter serve(double floor) {
        Filter filter = bench.serve(config(floor));
        bench.put("a", "Paid leave, paid leave: how much paid leave there is.");
        bench.put("b", "How much paid leave is left shows the portal.");
        bench.put("c", "Leave that is paid begins after probation.");
        return filter;
    }

    private static RetrieveConfig config(double floor) {
        return Collections.retrieve(0, GroundingPolicy.OFF, new RerankSettings("best", 3, floor));
    }
}
