package dev.sluice.proxy.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatCodec;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatWriter;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.EventLens;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.stream.Event;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.testkit.codec.ReplySamples;
import dev.sluice.testkit.codec.RequestSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lens of every dialect looks at documents of any shape: what is not as expected is no part of it, and fails nothing. */
class LensesTest {

    private static final int TRIES = 400;
    private static final List<Json> OTHERS = List.of(
            Json.from(null),
            Json.of(""),
            Json.of("{"),
            Json.of(-1),
            Json.of(true),
            Json.array(),
            Json.array(Json.from(null), Json.of("x")),
            Json.object().build());

    /** An endpoint whose documents its own codec writes. */
    record Subject(String name, PromptLens prompt, ReplyLens reply, ChatCodec codec) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Subject> subjects() {
        return Dialects.builtIn().all().stream()
                .flatMap(dialect -> dialect.endpoints().stream().map(endpoint -> subject(dialect, endpoint)))
                .filter(Objects::nonNull);
    }

    private static Subject subject(Dialect dialect, Endpoint endpoint) {
        ReplyLens reply = endpoint.replyLens();
        PromptLens prompt = endpoint.promptLens();
        ChatCodec codec = reply == null ? null : reply.chat();
        return codec == null || prompt == null
                ? null
                : new Subject(dialect.name() + " " + endpoint.name(), prompt, reply, codec);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void readsPromptsOfAnyShapeAndLeavesThemAlone(Subject subject) {
        for (int seed = 0; seed < TRIES; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            Obj written = subject.codec().writeRequest(RequestSamples.mixed(seed), new Losses());
            Obj mangled = (Obj) mangled(written, random);

            Prompt prompt = subject.prompt().read(mangled);

            assertThat(prompt.messages()).doesNotContainNull();
            assertThat(prompt.tools()).doesNotContainNull();
            assertThat(prompt.parameters()).isNotNull();
            assertThat(prompt.mapText((role, kind, text) -> text).json()).isSameAs(mangled);
            assertThat(prompt.mapText((role, kind, text) -> kind == TextKind.TOOL_ARGUMENTS ? text : "other")
                            .json())
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void readsRepliesOfAnyShapeAndLeavesThemAlone(Subject subject) {
        for (int seed = 0; seed < TRIES; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            Obj written = subject.codec().writeReply(ReplySamples.mixed(seed), Asked.UNKNOWN, new Losses());
            Obj mangled = (Obj) mangled(written, random);

            assertThat(subject.reply().mapTexts(mangled, new ChannelTexts(channel -> piece -> piece)))
                    .isSameAs(mangled);
            assertThat(subject.reply().mapTexts(mangled, new ChannelTexts(LensesTest::other)))
                    .isNotNull();
            assertThat(subject.reply().summary(mangled)).isNotNull();
            orRefused(() -> assertThat(subject.reply().cut(mangled)).isNotNull());
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void readsStreamsOfAnyShape(Subject subject) {
        for (int seed = 0; seed < TRIES; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            List<Event> mangled = events(subject.codec(), ReplySamples.mixed(seed)).stream()
                    .map(event -> mangled(event, random))
                    .toList();
            List<Event> left = new ArrayList<>();
            EventLens lens = subject.reply().events();
            ChannelTexts texts = new ChannelTexts(LensesTest::other);

            mangled.forEach(event -> lens.map(event, texts, left::add));
            orRefused(() -> lens.cut(List.of(mangled.getLast()), left::add));
            lens.end(texts, left::add);

            assertThat(left).doesNotContainNull();
            assertThat(subject.reply().summary(mangled)).isNotNull();
        }
    }

    /** Arguments of tools have to stay JSON. */
    private static TextTransformer other(Channel channel) {
        return channel.kind() == Channel.Kind.TOOL_ARGUMENTS ? null : piece -> "other";
    }

    private static List<Event> events(ChatCodec codec, ChatReply reply) {
        List<Event> events = new ArrayList<>();
        ChatWriter writer = codec.writer(Asked.UNKNOWN, new Losses());
        reply.events().forEach(said -> writer.write(said, events::add));
        writer.end(events::add);
        return events;
    }

    private static void orRefused(Runnable step) {
        try {
            step.run();
        } catch (CallError refused) {
            assertThat(refused.code()).isEqualTo("content_filter");
        }
    }

    private static Event mangled(Event event, RandomGenerator random) {
        try {
            return event.withData(mangled(event.json(), random));
        } catch (JsonSyntaxException e) {
            return event; // Such as [DONE].
        }
    }

    private static Json mangled(Json value, RandomGenerator random) {
        return switch (value) {
            case Obj object -> {
                Obj edited = object;
                for (var member : object) {
                    edited = edited.with(member.name(), exchanged(member.value(), random));
                }
                yield edited;
            }
            case Arr array -> array.map(item -> exchanged(item, random));
            default -> value;
        };
    }

    private static Json exchanged(Json value, RandomGenerator random) {
        return random.nextInt(12) == 0 ? OTHERS.get(random.nextInt(OTHERS.size())) : mangled(value, random);
    }
}
