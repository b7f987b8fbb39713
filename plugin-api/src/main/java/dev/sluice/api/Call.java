package dev.sluice.api;

import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.PromptLens;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Prompt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client request on its way through a chain. Immutable: a change makes a copy, so a filter can proceed with several
 * different calls. What copies share is the call's {@link #journal()} and, unless forked, its {@link #scope()}.
 */
public final class Call {

    private final CallParts parts;
    private @Nullable Prompt prompt;

    Call(CallParts parts) {
        this.parts = parts;
    }

    /**
     * Starts to make a call, as the host does for each request, and tests do.
     *
     * @param dialect the dialect that the client speaks
     * @param endpoint what it called
     * @return a builder
     */
    public static CallBuilder builder(Dialect dialect, Endpoint endpoint) {
        return new CallBuilder(dialect, endpoint);
    }

    /**
     * The call's id.
     *
     * @return unique; also sent as {@code x-sluice-call-id}
     */
    public String id() {
        return parts.id();
    }

    /**
     * The client's dialect: also that of the reply and of errors.
     *
     * @return the dialect
     */
    public Dialect dialect() {
        return parts.dialect();
    }

    /**
     * What was called.
     *
     * @return the endpoint
     */
    public Endpoint endpoint() {
        return parts.endpoint();
    }

    /**
     * What is asked for.
     *
     * @return the endpoint's operation
     */
    public Operation operation() {
        return parts.endpoint().operation();
    }

    /**
     * The HTTP method.
     *
     * @return the client's
     */
    public HttpMethod method() {
        return parts.method();
    }

    /**
     * The request's target as it came: path and query, percent-encoding kept.
     *
     * @return begins with a slash
     */
    public String uri() {
        return parts.uri();
    }

    /**
     * The request's header as it came; what belongs to one hop goes no further.
     *
     * @return the fields; the client's credentials among them
     */
    public Headers headers() {
        return parts.headers();
    }

    /**
     * The request's body.
     *
     * @return bytes that are all there, or an upload
     */
    public Body body() {
        return parts.body();
    }

    /**
     * Whether the call can be sent more than once: ask before a retry, a hedge, a shadow.
     *
     * @return false for an upload, whose bytes are gone once they are sent
     */
    public boolean isRepeatable() {
        return body() instanceof Body.Bytes;
    }

    /**
     * The body as a document, parsed at most once for all copies that share it.
     *
     * @return null if the endpoint takes no JSON
     */
    public @Nullable Obj json() {
        boolean isJson = endpoint().payload() == Endpoint.Payload.JSON;
        return isJson && body() instanceof Body.Bytes bytes ? bytes.json() : null;
    }

    /**
     * What the call says to the model.
     *
     * @return null if the endpoint holds nothing to read: then nobody may claim to have looked at what it says
     */
    public @Nullable Prompt prompt() {
        PromptLens lens = endpoint().promptLens();
        Obj json = lens == null || prompt != null ? null : json();
        if (lens != null && json != null) {
            prompt = lens.read(json);
        }
        return prompt;
    }

    /**
     * The model asked for: an alias, {@code provider/model}, or a provider's own name for it.
     *
     * @return empty if the call names none
     */
    public String model() {
        return parts.model();
    }

    /**
     * Whether the client asked for a stream.
     *
     * @return true if it did
     */
    public boolean streamed() {
        return parts.streamed();
    }

    /**
     * The route that the call matched.
     *
     * @return its name
     */
    public String route() {
        return parts.route();
    }

    /**
     * Where the call may go, by the config of the model asked for.
     *
     * @return in the order of the config; empty if the model is not known
     */
    public List<Target> candidates() {
        return parts.candidates();
    }

    /**
     * Where the call goes.
     *
     * @return null until a filter has chosen; then the host takes the first candidate
     */
    public @Nullable Target target() {
        return parts.target();
    }

    /**
     * Who is calling.
     *
     * @return {@link Caller#ANONYMOUS} until a filter has found out
     */
    public Caller caller() {
        return parts.caller();
    }

    /**
     * The life of this call, or of the branch that this copy belongs to.
     *
     * @return ends when the client has its reply, or has left
     */
    public Scope scope() {
        return parts.scope();
    }

    /**
     * What has happened to the call so far.
     *
     * @return one journal for all copies
     */
    public Journal journal() {
        return parts.journal();
    }

    /**
     * When the call came.
     *
     * @return nanoseconds of {@link dev.sluice.api.plugin.Timers#nanoTime}
     */
    public long startedAt() {
        return parts.startedAt();
    }

    /**
     * A value that a filter above has attached.
     *
     * @param key its key
     * @param <T> its type
     * @return null if none was
     */
    public <T> @Nullable T get(Key<T> key) {
        return key.type().cast(parts.attributes().get(key));
    }

    /**
     * Attaches a value for the filters below.
     *
     * @param key its key
     * @param value immutable
     * @param <T> its type
     * @return a copy
     */
    public <T> Call with(Key<T> key, T value) {
        return toBuilder().attribute(key, value).build();
    }

    /**
     * Asks for another model.
     *
     * @param model an alias or any other name that a client could use
     * @param candidates where that may go
     * @return a copy, without a target
     */
    public Call withModel(String model, List<Target> candidates) {
        return toBuilder().model(model).candidates(candidates).target(null).build();
    }

    /**
     * Chooses where the call goes.
     *
     * @param target one of the candidates, or any other target that the config knows
     * @return a copy
     */
    public Call withTarget(Target target) {
        return toBuilder().target(target).build();
    }

    /**
     * Says who is calling; noted in the journal, too.
     *
     * @param caller the caller
     * @return a copy
     */
    public Call withCaller(Caller caller) {
        journal().calledBy(caller);
        return toBuilder().caller(caller).build();
    }

    /**
     * Changes the header.
     *
     * @param headers the new one
     * @return a copy
     */
    public Call withHeaders(Headers headers) {
        return toBuilder().headers(headers).build();
    }

    /**
     * Changes what the call says.
     *
     * @param changed made from {@link #prompt()}
     * @return a copy with the document of that prompt, or this if it is the same
     */
    @SuppressWarnings("ReferenceEquality") // A prompt that says the same but is another one still has another document.
    public Call withPrompt(Prompt changed) {
        if (changed == prompt) {
            return this;
        }
        Call copy = withJson(changed.json());
        copy.prompt = changed;
        return copy;
    }

    /**
     * Changes the body.
     *
     * @param json the new document
     * @return a copy
     */
    public Call withJson(Obj json) {
        return toBuilder().body(Body.of(json)).build();
    }

    /**
     * Branches off a copy that can be cancelled by itself: end its scope, and whatever it has opened is closed. It ends
     * with this call at the latest.
     *
     * @return a copy with a scope of its own
     */
    public Call fork() {
        return toBuilder().scope(scope().child()).build();
    }

    /**
     * Branches off a copy that outlives this call: a shadow, say. Whoever makes it ends its scope; the host's own timers
     * bound what it does upstream.
     *
     * @return a copy with a scope and a journal of its own; who is calling and what must be masked hold there too
     */
    public Call detach() {
        return toBuilder()
                .scope(scope().detached())
                .journal(journal().detached())
                .build();
    }

    /**
     * Answers the call here.
     *
     * @param status the HTTP status
     * @param json the body, in the call's dialect
     * @return a whole reply
     */
    public Whole reply(int status, Buffer json) {
        return new Whole(status, Headers.of("content-type", "application/json"), json, endpoint(), Stopwatch.STOPPED);
    }

    /**
     * Starts to make a changed copy.
     *
     * @return a builder that holds all of this call
     */
    public CallBuilder toBuilder() {
        return new CallBuilder(parts);
    }

    /** Everything a call is made of; what a copy copies. */
    record CallParts(
            String id,
            Dialect dialect,
            Endpoint endpoint,
            HttpMethod method,
            String uri,
            Headers headers,
            Body body,
            String model,
            boolean streamed,
            String route,
            List<Target> candidates,
            @Nullable Target target,
            Caller caller,
            Scope scope,
            Journal journal,
            long startedAt,
            Map<Key<?>, Object> attributes) {}
}
