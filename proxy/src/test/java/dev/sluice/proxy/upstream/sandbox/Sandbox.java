package dev.sluice.proxy.upstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.stream.Event;
import dev.sluice.api.stream.Sources;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.proxy.upstream.StreamUsage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;

/** A sandbox to send calls of the {@code openai} dialect to, in a time of its own. */
final class Sandbox {

    static final OpenAiDialect DIALECT = new OpenAiDialect();

    final HandTime time = new HandTime();
    final SandboxProvider provider = new SandboxProvider("sandbox", time);

    static Call call(String endpoint, String model, Obj body) {
        return Call.builder(DIALECT, endpoint(endpoint))
                .model("sandbox/" + model)
                .target(new Target("sandbox", model))
                .streamed(Boolean.TRUE.equals(body.bool("stream")))
                .body(Body.of(body))
                .build();
    }

    static Endpoint endpoint(String name) {
        return DIALECT.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Obj chat(String... texts) {
        List<Obj> messages = java.util.Arrays.stream(texts)
                .map(text -> Json.object("role", "user", "content", text))
                .toList();
        return Json.object("model", "x", "messages", messages);
    }

    static Obj streamed(Obj body) {
        return body.with("stream", Bool.TRUE);
    }

    Future<Reply> send(String endpoint, String model, Obj body) {
        return provider.send(call(endpoint, model, body));
    }

    /** A whole reply's document. */
    Obj whole(String endpoint, String model, Obj body) {
        Whole reply = (Whole) send(endpoint, model, body).result();
        return Objects.requireNonNull(reply.json());
    }

    /** A stream's events, all of which are there at once. */
    List<Event> events(String endpoint, String model, Obj body) {
        Reply reply =
                StreamUsage.withoutUnasked(send(endpoint, model, streamed(body)).result());
        var frames = Sources.collect(((Streamed) reply).frames());
        assertThat(frames.succeeded()).isTrue();
        return frames.result().stream()
                .flatMap(frame -> frame.events().stream())
                .toList();
    }

    CallError refusal(String endpoint, String model, Obj body) {
        return (CallError) send(endpoint, model, body).cause();
    }

    static String text(Json document, String pointer) {
        return document.at(pointer) instanceof Str text ? text.value() : "";
    }
}
