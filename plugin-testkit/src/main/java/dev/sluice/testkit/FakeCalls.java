package dev.sluice.testkit;

import dev.sluice.api.Body;
import dev.sluice.api.Call;
import dev.sluice.api.CallBuilder;
import dev.sluice.api.Headers;
import dev.sluice.api.Target;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Sources;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Calls to one endpoint of {@link TestDialect}, as the host would make them. What a test wants otherwise it changes with
 * {@link Call#toBuilder}.
 */
public final class FakeCalls {
    /** The model that the calls ask for. */
    public static final String MODEL = "fake-model";

    /** Where the calls may go. */
    public static final List<Target> CANDIDATES = List.of(new Target("first", MODEL), new Target("second", MODEL));

    private final Wire wire;

    private FakeCalls(Wire wire) {
        this.wire = wire;
    }

    /**
     * Calls that say one text.
     *
     * @return to {@link TestDialect#PLAIN}
     */
    public static FakeCalls plain() {
        return new FakeCalls(Wire.PLAIN);
    }

    /**
     * Calls that say one message of a user.
     *
     * @return to {@link TestDialect#CHAT}
     */
    public static FakeCalls chat() {
        return new FakeCalls(Wire.CHAT);
    }

    /**
     * A call whose body comes once.
     *
     * @param bytes what is uploaded
     * @return to {@link TestDialect#UPLOAD}
     */
    public static Call upload(String bytes) {
        Body body = new Body.Upload(Sources.of(List.of(Buffer.buffer(bytes))), bytes.length());
        return call(TestDialect.UPLOAD).body(body).build();
    }

    /**
     * A call for a whole reply.
     *
     * @param text what it says to the model
     * @return the call
     */
    public Call whole(String text) {
        return call(wire.request(text), false);
    }

    /**
     * A call for a stream.
     *
     * @param text what it says to the model
     * @return the call
     */
    public Call streamed(String text) {
        return call(wire.request(text).with("stream", Json.of(true)), true);
    }

    @Override
    public String toString() {
        return wire.endpoint().name();
    }

    private Call call(Obj request, boolean streamed) {
        Body body = Body.of(request.toBuffer());
        return call(wire.endpoint()).model(MODEL).body(body).streamed(streamed).build();
    }

    private static CallBuilder call(Endpoint endpoint) {
        return Call.builder(new TestDialect(), endpoint)
                .id("test-call")
                .route("test")
                .headers(Headers.of("content-type", "application/json"))
                .candidates(CANDIDATES);
    }
}
