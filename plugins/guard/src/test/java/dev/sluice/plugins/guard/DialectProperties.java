package dev.sluice.plugins.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Filter;
import dev.sluice.api.Headers;
import dev.sluice.api.Reply;
import dev.sluice.api.Stopwatch;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Frames;
import dev.sluice.api.stream.Framing;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.guard.GuardConfig.Mode;
import dev.sluice.plugins.guard.GuardConfig.OutputAction;
import dev.sluice.plugins.guard.scan.Folder;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.testkit.Cuts;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** On the real wire shapes, cut anywhere: what a rule in hold finds never leaves, and streams say what whole replies say. */
class DialectProperties {

    private static final String PHRASE = "top secret";
    private static final Dialect OPENAI = new OpenAiDialect();

    /** A way to say a text: as a whole reply, and as the events of a stream. */
    enum Shape {
        CHAT("chat-completions", "/choices/0/delta/content", "/choices/0/message/content") {
            @Override
            Obj piece(String text) {
                return Json.object(
                        "choices", Json.array(Json.object("index", 0, "delta", Json.object("content", text))));
            }

            @Override
            Obj whole(String text) {
                Obj choice = Json.object("index", 0, "message", Json.object("content", text), "finish_reason", "stop");
                return Json.object("choices", Json.array(choice));
            }
        },
        COMPLETIONS("completions", "/choices/0/text", "/choices/0/text") {
            @Override
            Obj piece(String text) {
                return Json.object("choices", Json.array(Json.object("index", 0, "text", text)));
            }

            @Override
            Obj whole(String text) {
                return Json.object("choices", Json.array(Json.object("index", 0, "text", text)));
            }
        },
        RESPONSES("responses", "/delta", "/output/0/content/0/text") {
            @Override
            Obj piece(String text) {
                return Json.object(
                        "type", "response.output_text.delta", "output_index", 0, "content_index", 0, "delta", text);
            }

            @Override
            Obj whole(String text) {
                Obj part = Json.object("type", "output_text", "text", text);
                Obj item = Json.object("type", "message", "content", Json.array(part));
                return Json.object("object", "response", "status", "completed", "output", Json.array(item));
            }
        };

        final String endpoint;
        final String inEvent;
        final String inWhole;

        Shape(String endpoint, String inEvent, String inWhole) {
            this.endpoint = endpoint;
            this.inEvent = inEvent;
            this.inWhole = inWhole;
        }

        abstract Obj piece(String text);

        abstract Obj whole(String text);

        Endpoint found() {
            return OPENAI.endpoints().stream()
                    .filter(known -> known.name().equals(endpoint))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What a client has in the end. */
    private record Got(String text, String error) {}

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "top",
                        "secret",
                        "TOP SECRET",
                        " ",
                        ". ",
                        "se",
                        "cret",
                        "tоp",
                        "\u200B",
                        "🗼",
                        "a",
                        "stop",
                        "\"\\")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 300)
    void whatIsBlockedNeverLeaves(
            @ForAll("texts") String text,
            @ForAll Shape shape,
            @ForAll @IntRange(min = 1, max = 60) int chunk,
            @ForAll int seed) {
        Got got = streamed(shape, rule(Mode.HOLD, OutputAction.BLOCK), text, chunk, seed);

        boolean forbidden = (" " + Folder.fold(text) + " ").contains(" " + PHRASE + " ");
        assertThat(got.error()).isEqualTo(forbidden ? "content_filter" : "");
        assertThat(" " + Folder.fold(got.text()) + " ").doesNotContain(" " + PHRASE + " ");
    }

    @Property(tries = 300)
    void streamsSayWhatWholeRepliesSay(
            @ForAll("texts") String text,
            @ForAll Shape shape,
            @ForAll Mode mode,
            @ForAll OutputAction action,
            @ForAll @IntRange(min = 1, max = 60) int chunk,
            @ForAll int seed) {
        boolean impossible = (mode == Mode.OBSERVE && action == OutputAction.REPLACE)
                || (mode == Mode.BUFFER && (action == OutputAction.REPLACE || action == OutputAction.FINISH));
        GuardConfig.OutputRule rule = rule(impossible ? Mode.HOLD : mode, action);

        Got streamed = streamed(shape, rule, text, chunk, seed);

        Got whole = whole(shape, rule, text);
        assertThat(streamed.error()).isEqualTo(whole.error());
        if (whole.error().isEmpty()) {
            assertThat(streamed.text()).isEqualTo(whole.text());
        }
    }

    private static GuardConfig.OutputRule rule(Mode mode, OutputAction action) {
        return Guards.out(Guards.words(PHRASE), mode, action);
    }

    private static Got whole(Shape shape, GuardConfig.OutputRule rule, String text) {
        Future<Reply> reply = guarded(
                shape, rule, false, call -> call.reply(200, shape.whole(text).toBuffer()));
        return reply.failed()
                ? new Got("", code(reply.cause()))
                : new Got(string(((Whole) reply.result()).json(), shape.inWhole), "");
    }

    private static Got streamed(Shape shape, GuardConfig.OutputRule rule, String text, int chunk, int seed) {
        List<Buffer> events = new ArrayList<>();
        Cuts.pieces(text, 4, new SplittableRandom(seed))
                .forEach(piece -> events.add(Event.of(null, shape.piece(piece)).raw()));
        List<Frames> frames = new ArrayList<>();
        Framing framing = shape.found().replyLens().framing();
        Cuts.every(chunk).apply(events).forEach(bytes -> frames.add(framing.feed(bytes)));
        frames.add(framing.end());
        Future<Reply> reply = guarded(
                shape,
                rule,
                true,
                call -> new Streamed(200, Headers.empty(), Sources.of(frames), call.endpoint(), Stopwatch.STOPPED));
        StringBuilder said = new StringBuilder();
        Future<Void> read = Sources.forEach(
                ((Streamed) reply.result()).frames(),
                arrived -> arrived.events().stream()
                        .filter(Event::hasData)
                        .filter(event -> !event.text().equals("[DONE]"))
                        .forEach(event -> said.append(string(event.json(), shape.inEvent))));
        return new Got(said.toString(), read.failed() ? code(read.cause()) : "");
    }

    private static Future<Reply> guarded(
            Shape shape, GuardConfig.OutputRule rule, boolean streamed, Function<Call, Reply> answer) {
        Filter filter = new GuardFactory()
                .create(
                        new GuardConfig(List.of(), List.of(rule), false, GuardConfig.Unreadable.REFUSE),
                        new FakePluginContext(new VirtualTime()))
                .result();
        Call call = Call.builder(OPENAI, shape.found())
                .body(Body.of(Buffer.buffer("{}")))
                .streamed(streamed)
                .build();
        return filter.apply(call, sent -> Future.succeededFuture(answer.apply(sent)));
    }

    private static String code(Throwable failure) {
        return ((CallError) failure).code();
    }

    private static String string(Json json, String pointer) {
        return json.at(pointer) instanceof Str text ? text.value() : "";
    }
}
