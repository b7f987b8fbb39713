package dev.sluice.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Metering;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.Whole;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Source;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.dialect.Dialects;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeModels;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With four characters for a token, as {@link FakeModels} has it. */
class MetersTest {

    private static final Target TARGET = new Target("openai", "m");
    private static final Call CALL = FakeCalls.chat().streamed("What is the time?");
    private static final int PROMPT = 5;
    private static final ModelFacts PRICED =
            new ModelFacts("openai", null, null, Set.of(), null, null, Map.of(), Prices.of(Rates.of("1", "10")));

    private final Meters meters = new Meters(new FakeModels().with(TARGET, PRICED));
    private final List<Outcome> outcomes = new ArrayList<>();

    static Stream<Arguments> chats() {
        return Dialects.builtIn().all().stream()
                .flatMap(dialect -> dialect.endpoints().stream()
                        .filter(endpoint -> endpoint.replyLens() != null
                                && endpoint.replyLens().chat() != null
                                && endpoint.streaming() != Endpoint.Streaming.NEVER)
                        .map(endpoint -> Arguments.of(dialect.name(), endpoint)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chats")
    void countsWhatCameOfAStreamThatIsCut(String dialect, Endpoint endpoint) {
        Source<Frames> stream = pulled(endpoint, said(endpoint, "1234 678", 10));

        pull(stream, 6);
        stream.cancel();

        Usage usage = Objects.requireNonNull(outcomes.getFirst().usage());
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.input()).isEqualTo(PROMPT);
        assertThat(usage.output()).as("of four to six pieces, each two tokens").isBetween(4L, 12L);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chats")
    void countsALongStreamBySamples(String dialect, Endpoint endpoint) {
        Source<Frames> stream = pulled(endpoint, said(endpoint, "1234 678", 5000));

        pull(stream, 4000);
        stream.cancel();

        assertThat(Objects.requireNonNull(outcomes.getFirst().usage()).output())
                .isCloseTo(8000, Percentage.withPercentage(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void countsWhatCameOfAnEncodedStreamWithoutChangingIt(String coding) throws IOException {
        Endpoint endpoint = new OpenAiDialect().chatEndpoint();
        List<Frames> encoded = encoded(coding, said(endpoint, "1234 678", 10));
        Source<Frames> stream = pulled(endpoint, Headers.of("content-encoding", coding), encoded);

        List<Frames> came =
                IntStream.range(0, 6).mapToObj(i -> stream.next().result()).toList();
        stream.cancel();

        assertThat(came).isEqualTo(encoded.subList(0, 6));
        assertThat(Objects.requireNonNull(outcomes.getFirst().usage()).output())
                .as("of four to six pieces, each two tokens")
                .isBetween(4L, 12L);
    }

    @Test
    void saysNothingOfAStreamInACodingThatIsNotKnown() throws IOException {
        Endpoint endpoint = new OpenAiDialect().chatEndpoint();
        List<Frames> frames = encoded("gzip", said(endpoint, "1234 678", 10));
        Source<Frames> stream = pulled(endpoint, Headers.of("content-encoding", "br"), frames);

        pull(stream, 6);
        stream.cancel();

        assertThat(outcomes.getFirst().usage()).isEqualTo(new Usage(PROMPT, 0, 0, 0, 0, 0, 0, true));
    }

    @Test
    void keepsNothingOfWhatOthersReadOfAStream() {
        Endpoint endpoint = new OpenAiDialect().chatEndpoint();
        Streamed reply = reply(endpoint, said(endpoint, "1234 678", 10));
        FrameSample sample =
                new FrameSample(reply.frames(), new Unpacked(reply, Objects.requireNonNull(endpoint.replyLens())));

        List<Frames> passed =
                IntStream.range(0, 6).mapToObj(i -> sample.next().result()).toList();

        assertThat(sample.kept()).isNotEmpty().doesNotContainAnyElementsOf(passed);
    }

    @Test
    void everybodyWhoLooksOnIsToldTheSame() {
        Endpoint endpoint = new OpenAiDialect().chatEndpoint();
        Reply reply = meters.meter(CALL, TARGET, reply(endpoint, said(endpoint, "12345678", 10)));
        Streamed watched = (Streamed) reply.onEnd(outcomes::add)
                .mapText(channel -> piece -> piece + piece)
                .onEnd(outcomes::add);

        pull(watched.frames(), 5);
        watched.cancel();

        assertThat(outcomes)
                .hasSize(2)
                .extracting(Outcome::usage)
                .containsOnly(outcomes.getFirst().usage());
    }

    @Test
    void whatTheProviderTellsCounts() {
        Endpoint endpoint = new OpenAiDialect().chatEndpoint();
        List<Event> events = new ArrayList<>(said(endpoint, "1234", 3));
        events.add(Event.of(null, "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":9}}"));

        pull(pulled(endpoint, events), events.size() + 1);

        assertThat(outcomes.getFirst().usage()).isEqualTo(Usage.of(7, 9));
    }

    @Test
    void keepsWhatTheProviderToldBeforeItWasCutOff() {
        Usage told = new Usage(100, 1, 60, 0, 0, 0, 0, false);

        Usage completed = new Count(CALL, TARGET, meters, Metering.NONE, () -> 40).complete(told);

        assertThat(completed).isEqualTo(new Usage(100, 40, 60, 0, 0, 0, 0, true));
    }

    @Test
    void countsAWholeReplyThatDoesNotTell() {
        Endpoint endpoint = new OpenAiDialect().chatEndpoint();
        Buffer body = Json.parse(Buffer.buffer(
                        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"12345678\"}}]}"))
                .toBuffer();
        Reply reply = new Whole(200, Headers.empty(), body, endpoint, Stopwatch.STOPPED);

        meters.meter(CALL, TARGET, reply).onEnd(outcomes::add);

        assertThat(outcomes.getFirst().usage()).isEqualTo(new Usage(PROMPT, 2, 0, 0, 0, 0, 0, true));
    }

    @Test
    void tellsTheCostOfAnEstimateToo() {
        Endpoint endpoint = new OpenAiDialect().chatEndpoint();
        Source<Frames> stream = pulled(endpoint, said(endpoint, "12345678", 10));

        pull(stream, 6);
        stream.cancel();

        Outcome outcome = outcomes.getFirst();
        assertThat(outcome.cost())
                .isEqualByComparingTo(PRICED.cost(Objects.requireNonNull(outcome.usage())))
                .isPositive();
    }

    @Test
    void errorsCostNothing() {
        Endpoint endpoint = new OpenAiDialect().chatEndpoint();
        Reply refused = new Whole(429, Headers.empty(), Buffer.buffer("{}"), endpoint, Stopwatch.STOPPED);

        meters.meter(CALL, TARGET, refused).onEnd(outcomes::add);

        assertThat(outcomes.getFirst().usage()).isNull();
    }

    private Source<Frames> pulled(Endpoint endpoint, List<Event> events) {
        return pulled(endpoint, Headers.empty(), frames(events));
    }

    private Source<Frames> pulled(Endpoint endpoint, Headers headers, List<Frames> frames) {
        Streamed reply = new Streamed(200, headers, Sources.of(frames), endpoint, Stopwatch.STOPPED);
        return ((Streamed) meters.meter(CALL, TARGET, reply).onEnd(outcomes::add)).frames();
    }

    private static Streamed reply(Endpoint endpoint, List<Event> events) {
        return new Streamed(200, Headers.empty(), Sources.of(frames(events)), endpoint, Stopwatch.STOPPED);
    }

    private static List<Frames> frames(List<Event> events) {
        return events.stream().map(event -> Frames.of(List.of(event))).toList();
    }

    /** Each event as it leaves an encoder that is flushed after it. */
    private static List<Frames> encoded(String coding, List<Event> events) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = coding.equals("gzip") ? new GZIPOutputStream(bytes, true) : new DeflaterOutputStream(bytes, true);
        List<Frames> frames = new ArrayList<>();
        for (Event event : events) {
            encoder.write(event.raw().getBytes());
            encoder.flush();
            frames.add(Framing.opaque().feed(Buffer.buffer(bytes.toByteArray())));
            bytes.reset();
        }
        return frames;
    }

    private static void pull(Source<Frames> stream, int times) {
        IntStream.range(0, times).forEach(i -> stream.next());
    }

    /** The events in which a dialect says the same piece a number of times, as far as it has not ended. */
    private static List<Event> said(Endpoint endpoint, String piece, int times) {
        ChatWriter writer = Objects.requireNonNull(
                        Objects.requireNonNull(endpoint.replyLens()).chat())
                .writer(Asked.UNKNOWN, new Losses());
        List<Event> events = new ArrayList<>();
        writer.write(new ChatEvent.Start("id-1", "m", null, null), events::add);
        for (int i = 0; i < times; i++) {
            writer.write(new ChatEvent.Text(0, 0, piece), events::add);
        }
        return events;
    }
}
