package dev.sluice.plugins.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.api.Filter;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.GuardConfig.OutputRule;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import dev.sluice.testkit.codec.ChatWire;
import dev.sluice.testkit.codec.RecordedStreams;
import dev.sluice.testkit.codec.RecordedStreams.Got;
import dev.sluice.testkit.codec.Recording;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams as providers send them, cut at every byte (large ones at many), say what they say when they come at once. */
class RecordedStreamsTest {

    private static final Path KEPT = Path.of("..", "..", "proxy/src/test/resources/dev/sluice/proxy/dialect");

    static Stream<Recording> recordings() throws IOException {
        return RecordedStreams.all(KEPT, ChatWire.all(Dialects.builtIn().all()));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void whatIsFoundDoesNotDependOnTheCuts(Recording recording) {
        String word = word(recording);
        for (OutputRule rule : List.of(
                Guards.out(Guards.words(word), Mode.HOLD, OutputAction.REPLACE),
                Guards.out(Guards.words(word), Mode.HOLD, OutputAction.BLOCK),
                Guards.out(Guards.words(word), Mode.OBSERVE, OutputAction.FINISH),
                Guards.out(Guards.words(word), Mode.BUFFER, OutputAction.BLOCK),
                Guards.out(new Check.Patterns(List.of("\\b" + word + "\\b"), 40), Mode.HOLD, OutputAction.REPLACE))) {
            RecordedStreams.Client client = client(recording, rule);
            Got once = client.got(true, recording.wire().streamed(List.of(recording.bytes())));

            assertThat(once.error()).isEqualTo(rule.action() == OutputAction.BLOCK ? "content_filter" : "");
            if (rule.mode() != Mode.OBSERVE) {
                assertThat(RecordedStreams.text(once.reply())).doesNotContainPattern(RecordedStreams.whole(word));
            }
            recording.cuts().forEach(chunks -> {
                Got cut = client.got(true, recording.wire().streamed(chunks));
                assertThat(cut.error()).isEqualTo(once.error());
                if (once.error().isEmpty()) { // What leaves before an error depends on when it came.
                    assertThat(cut.reply()).isEqualTo(once.reply());
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theStreamSaysWhatTheWholeReplyWouldSay(Recording recording) {
        OutputRule rule = Guards.out(Guards.words(word(recording)), Mode.HOLD, OutputAction.REPLACE);
        RecordedStreams.Client client = client(recording, rule);
        ChatWire wire = recording.wire();
        ChatReply said = wire.told(Future.succeededFuture(wire.streamed(List.of(recording.bytes()))))
                .reply();

        assertThat(client.heard(true, wire.streamed(List.of(recording.bytes()))))
                .isEqualTo(client.heard(false, wire.whole(said)));
    }

    private static String word(Recording recording) {
        Optional<String> word = RecordedStreams.word(recording);
        assumeThat(word).as("a word of the reply").isPresent();
        return word.orElseThrow();
    }

    private static RecordedStreams.Client client(Recording recording, OutputRule rule) {
        GuardConfig config = new GuardConfig(List.of(), List.of(rule), false, GuardConfig.Unreadable.REFUSE);
        Filter filter = new GuardFactory()
                .create(config, new FakePluginContext(new VirtualTime()))
                .result();
        return new RecordedStreams.Client(recording.wire(), filter, "Hi");
    }
}
