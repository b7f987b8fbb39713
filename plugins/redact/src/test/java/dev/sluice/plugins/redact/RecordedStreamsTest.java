package dev.sluice.plugins.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.api.Call;
import dev.sluice.api.Filter;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.stream.Sources;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import dev.sluice.testkit.codec.ChatWire;
import dev.sluice.testkit.codec.RecordedStreams;
import dev.sluice.testkit.codec.RecordedStreams.Client;
import dev.sluice.testkit.codec.RecordedStreams.Got;
import dev.sluice.testkit.codec.Recording;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
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
    void whatTheModelBringsUpIsMaskedWhereverTheStreamIsCut(Recording recording) {
        String word = word(recording);
        Filter filter = filter(word, List.of(new RedactConfig.Rule("word", Action.MASK, 0.3)));
        Client client = new Client(recording.wire(), filter, "Hi");
        Got once = client.got(true, recording.wire().streamed(List.of(recording.bytes())));

        assertThat(once.error()).isEmpty();
        assertThat(RecordedStreams.text(once.reply())).doesNotContainPattern(RecordedStreams.whole(word));
        recording
                .cuts()
                .forEach(chunks -> assertThat(client.got(true, recording.wire().streamed(chunks))
                                .reply())
                        .isEqualTo(once.reply()));
    }

    /** The model has a token in the place of a word that the client said: the client reads the word. */
    @ParameterizedTest
    @MethodSource("recordings")
    void tokensAreRestoredWhereverTheStreamIsCut(Recording recording) {
        String word = word(recording);
        Filter filter = filter(word, List.of());
        String token = token(recording.wire(), filter, word);
        Recording tokenised = tokenised(recording, word, token);
        Client client = new Client(recording.wire(), filter, "say " + word);
        Map<Channel.Kind, String> expected = ChatWire.texts(recording.wire().streamed(List.of(recording.bytes())));

        tokenised
                .cuts()
                .forEach(
                        chunks -> assertThat(client.heard(true, recording.wire().streamed(chunks)))
                                .isEqualTo(expected));
    }

    private static String word(Recording recording) {
        Optional<String> word = RecordedStreams.word(recording);
        assumeThat(word).as("a word of the reply").isPresent();
        return word.orElseThrow();
    }

    /** What stands in the place of a word when the model reads it. */
    private static String token(ChatWire wire, Filter filter, String word) {
        List<String> read = new ArrayList<>();
        Call call = wire.call(ChatRequest.of("some-model", List.of(Turn.of(Role.USER, "say " + word))));
        filter.apply(call, sent -> {
            ChatPart part = wire.read(sent).turns().getLast().parts().getFirst();
            read.add(((ChatPart.Text) part).text().substring(4));
            return Future.failedFuture("enough");
        });
        return read.getFirst();
    }

    /** The same stream with tokens for words, as a model would have written it. */
    private static Recording tokenised(Recording recording, String word, String token) {
        Reply changed = recording
                .wire()
                .streamed(List.of(recording.bytes()))
                .mapText(channel -> new Hoarder(
                        text -> RecordedStreams.whole(word).matcher(text).replaceAll(Matcher.quoteReplacement(token))));
        Buffer bytes = Buffer.buffer();
        Future<Void> read = Sources.forEach(((Streamed) changed).frames(), frames -> bytes.appendBuffer(frames.raw()));
        assertThat(read.succeeded()).isTrue();
        return new Recording(recording.name(), recording.wire(), bytes);
    }

    /** Keeps a text until it is all there. */
    private static final class Hoarder implements TextTransformer {
        private final UnaryOperator<String> change;
        private final StringBuilder held = new StringBuilder();

        Hoarder(UnaryOperator<String> change) {
            this.change = change;
        }

        @Override
        public String next(String piece) {
            held.append(piece);
            return "";
        }

        @Override
        public String end() {
            return change.apply(held.toString());
        }
    }

    private static Filter filter(String word, List<RedactConfig.Rule> reply) {
        RedactConfig.Custom custom =
                new RedactConfig.Custom("word", List.of("\\b" + word + "\\b"), List.of(), List.of(), 1, Action.TOKEN);
        return new RedactFactory()
                .create(Configs.of(List.of(), reply, List.of(custom)), new FakePluginContext(new VirtualTime()))
                .result();
    }
}
