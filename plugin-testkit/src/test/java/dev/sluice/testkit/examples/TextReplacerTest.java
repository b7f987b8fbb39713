package dev.sluice.testkit.examples;

import static dev.sluice.testkit.ReplyAssert.assertThatReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeClient;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import dev.sluice.testkit.Reading;
import dev.sluice.testkit.Script;
import dev.sluice.testkit.ScriptedUpstream;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReplacerTest implements FilterContract {
    private final VirtualTime time = new VirtualTime();
    private final Filter replacer = new TextReplacer("ananas", "pineapple");

    @Override
    public Filter filter(FakePluginContext context) {
        return replacer;
    }

    @Override
    public List<String> texts() {
        return List.of("", "ananas", "ananananas", "an ananas and an ana", "ananasananas", "nothing of the kind", "a");
    }

    @Test
    void replacesAWordThatComesInPieces() {
        ScriptedUpstream upstream = ScriptedUpstream.of(time, Script.says(List.of("an an", "an", "as, a", "nan")));

        Future<Reply> reply = replacer.apply(FakeCalls.chat().streamed("hi"), upstream);

        assertThatReply(reply.result()).hasText("an pineapple, anan");
    }

    @Test
    void deliversWhatItHeldBackBeforeTheStreamBreaks() {
        ScriptedUpstream upstream =
                ScriptedUpstream.of(time, Script.says(List.of("an ana")).thenBreaks());

        Future<Reply> reply = replacer.apply(FakeCalls.chat().streamed("hi"), upstream);

        Reading reading = FakeClient.eager(time).read(reply.result());
        assertThat(reading.text()).isEqualTo("an ana");
        assertThat(reading.end()).isEqualTo(Reading.End.BROKEN);
    }
}
