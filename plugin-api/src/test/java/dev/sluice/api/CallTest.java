package dev.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Sources;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final Key<String> KEY = Key.of("test.key", String.class);
    private static final Target TARGET = new Target("provider", "model");

    @Test
    void copiesWithOneThingChanged() {
        Call call = call();

        Call changed = call.withTarget(TARGET)
                .withCaller(new Caller("tenant", "key", Map.of("team", "red")))
                .withHeaders(Headers.of("a", "b"))
                .with(KEY, "value");

        assertThat(changed.target()).isEqualTo(TARGET);
        assertThat(changed.caller().tenant()).isEqualTo("tenant");
        assertThat(changed.headers().get("a")).isEqualTo("b");
        assertThat(changed.get(KEY)).isEqualTo("value");
        assertThat(call.target()).isNull();
        assertThat(call.get(KEY)).isNull();
        assertThat(KEY).hasToString("test.key");
    }

    @Test
    void keepsWhatItWasBuiltOf() {
        Call call = Call.builder(new NoDialect(), TextLens.ENDPOINT)
                .id("id")
                .request(HttpMethod.PUT, "/text?x=%2F")
                .route("route")
                .model("model")
                .streamed(true)
                .candidates(List.of(TARGET))
                .startedAt(7)
                .build();

        assertThat(List.of(call.id(), call.method(), call.uri(), call.route(), call.model(), call.startedAt()))
                .containsExactly("id", HttpMethod.PUT, "/text?x=%2F", "route", "model", 7L);
        assertThat(call.streamed()).isTrue();
        assertThat(call.candidates()).containsExactly(TARGET);
        assertThat(call.operation()).isEqualTo(Operation.CHAT);
        assertThat(call.dialect().name()).isEqualTo("none");
        assertThat(call.dialect().usualHeaders().size()).isZero();
    }

    @Test
    void asksForAnotherModelWithoutATarget() {
        Call call = call().withTarget(TARGET).withModel("other", List.of());

        assertThat(call.model()).isEqualTo("other");
        assertThat(call.target()).isNull();
    }

    @Test
    void forksShareAllButTheScope() {
        Call call = call();
        Call fork = call.fork();

        call.scope().end(null);

        assertThat(fork.scope().ended()).isTrue();
        assertThat(fork.journal()).isSameAs(call.journal());
    }

    @Test
    void detachedCopiesOutliveTheCall() {
        Call call = call();
        Call detached = call.detach();

        call.scope().end(null);

        assertThat(detached.scope().ended()).isFalse();
        assertThat(detached.journal()).isNotSameAs(call.journal());
    }

    @Test
    void detachedCopiesKeepWhoCallsAndWhatMustBeMasked() {
        Call call = call().withCaller(new Caller("tenant", "key", Map.of()));
        call.journal().maskWith(text -> "***");

        Journal detached = call.detach().journal();

        assertThat(detached.caller()).isEqualTo(call.caller());
        assertThat(detached.masking()).isSameAs(call.journal().masking());
    }

    @Test
    void keysOfTheSameNameAndTypeAreTheSame() {
        Call call = call().with(KEY, "value");

        assertThat(call.get(Key.of("test.key", String.class))).isEqualTo("value");
        assertThat(call.get(Key.of("test.key", Integer.class))).isNull();
    }

    @Test
    void parsesItsBodyOnceForAllCopies() {
        Call call = call();

        assertThat(call.with(KEY, "x").json()).isSameAs(call.json());
    }

    @Test
    void refusesABodyThatIsNoObject() {
        Call call = call().toBuilder().body(Body.of(Buffer.buffer("[]"))).build();

        assertThatThrownBy(call::json)
                .isInstanceOfSatisfying(
                        CallError.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void writesADocumentWhenItsBytesAreAskedFor() {
        Call call = call().withJson(Json.object("a", 1));

        assertThat(((Body.Bytes) call.body()).bytes()).hasToString("{\"a\":1}");
        assertThat(((Body.Bytes) Body.NONE).bytes().length()).isZero();
    }

    @Test
    void readsAndChangesItsPromptThroughTheLens() {
        Call call = call();

        Call changed = call.withPrompt(call.prompt().mapText((role, kind, text) -> "bye"));

        assertThat(changed.json().text("t")).isEqualTo("bye");
        assertThat(changed.prompt()).isSameAs(changed.prompt());
        assertThat(call.withPrompt(call.prompt())).isSameAs(call);
        assertThat(call.json().text("t")).isEqualTo("hi");
    }

    @Test
    void hasNoPromptWhereNoLensReads() {
        Call call = Call.builder(new NoDialect(), TextLens.ENDPOINT).build();

        assertThat(call.prompt()).isNull();
    }

    @Test
    void anUploadIsSentOnceAndNeverRead() {
        Endpoint upload = new Endpoint(
                "upload",
                HttpMethod.POST,
                "/upload",
                Operation.OTHER,
                Endpoint.Payload.OPAQUE,
                Endpoint.ModelPlace.NONE,
                Endpoint.Streaming.NEVER,
                null,
                null);
        Call call = Call.builder(new NoDialect(), upload)
                .body(new Body.Upload(Sources.of(List.of()), -1))
                .build();

        assertThat(call.isRepeatable()).isFalse();
        assertThat(call.json()).isNull();
        assertThat(call().isRepeatable()).isTrue();
    }

    static Call call() {
        Endpoint text = TextLens.ENDPOINT;
        Endpoint endpoint = new Endpoint(
                text.name(),
                text.method(),
                text.path(),
                text.operation(),
                text.payload(),
                text.modelPlace(),
                text.streaming(),
                TextPrompt::new,
                text.replyLens());
        return Call.builder(new NoDialect(), endpoint)
                .body(Body.of(Buffer.buffer("{\"t\":\"hi\"}")))
                .build();
    }

    private record TextPrompt(Obj json) implements Prompt {
        @Override
        public List<Message> messages() {
            return List.of(new Message(Role.USER, List.of(new Part.Text(json.text("t")))));
        }

        @Override
        public List<Tool> tools() {
            return List.of();
        }

        @Override
        public Parameters parameters() {
            return Parameters.NONE;
        }

        @Override
        public Prompt mapText(TextMapper mapper) {
            return new TextPrompt(json.with("t", mapper.map(Role.USER, TextKind.CONTENT, json.text("t"))));
        }

        @Override
        public Prompt plus(Message message, Place place) {
            return this;
        }

        @Override
        public Prompt with(Parameters parameters) {
            return this;
        }
    }

    private static final class NoDialect implements Dialect {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public List<Endpoint> endpoints() {
            return List.of();
        }

        @Override
        public List<String> prefixes() {
            return List.of();
        }

        @Override
        public Buffer error(CallError error) {
            return Buffer.buffer(error.code());
        }

        @Override
        public List<Event> errorEvents(Endpoint endpoint, CallError error) {
            return List.of();
        }

        @Override
        public Buffer model(ModelCard model) {
            return Buffer.buffer();
        }

        @Override
        public Buffer models(List<ModelCard> models) {
            return Buffer.buffer();
        }
    }
}
