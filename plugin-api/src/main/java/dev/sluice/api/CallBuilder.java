package dev.sluice.api;

import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes calls: from nothing, as the host does, or as a changed copy of another. */
public final class CallBuilder {

    private Dialect dialect;
    private Endpoint endpoint;
    private String id = "";
    private HttpMethod method;
    private String uri;
    private Headers headers = Headers.empty();
    private Body body = Body.NONE;
    private String model = "";
    private boolean streamed;
    private String route = "";
    private List<Target> candidates = List.of();
    private @Nullable Target target;
    private Caller caller = Caller.ANONYMOUS;
    private Scope scope;
    private @Nullable Journal journal;
    private long startedAt;
    private Map<Key<?>, Object> attributes = Map.of();

    CallBuilder(Dialect dialect, Endpoint endpoint) {
        this.dialect = dialect;
        this.endpoint = endpoint;
        this.method = endpoint.method();
        this.uri = endpoint.path();
        this.scope = Scope.root();
    }

    CallBuilder(Call.CallParts parts) {
        this.dialect = parts.dialect();
        this.endpoint = parts.endpoint();
        this.id = parts.id();
        this.method = parts.method();
        this.uri = parts.uri();
        this.headers = parts.headers();
        this.body = parts.body();
        this.model = parts.model();
        this.streamed = parts.streamed();
        this.route = parts.route();
        this.candidates = parts.candidates();
        this.target = parts.target();
        this.caller = parts.caller();
        this.scope = parts.scope();
        this.journal = parts.journal();
        this.startedAt = parts.startedAt();
        this.attributes = parts.attributes();
    }

    /**
     * Sets the call's id.
     *
     * @param id unique
     * @return this
     */
    public CallBuilder id(String id) {
        this.id = id;
        return this;
    }

    /**
     * Sets what is called, as for a call that goes on in the words of another dialect.
     *
     * @param dialect whose
     * @param endpoint which
     * @return this
     */
    public CallBuilder endpoint(Dialect dialect, Endpoint endpoint) {
        this.dialect = dialect;
        this.endpoint = endpoint;
        return this;
    }

    /**
     * Sets the request line.
     *
     * @param method the HTTP method
     * @param uri path and query, as they came
     * @return this
     */
    public CallBuilder request(HttpMethod method, String uri) {
        this.method = method;
        this.uri = uri;
        return this;
    }

    /**
     * Sets the header.
     *
     * @param headers end-to-end fields only
     * @return this
     */
    public CallBuilder headers(Headers headers) {
        this.headers = headers;
        return this;
    }

    /**
     * Sets the body.
     *
     * @param body bytes or an upload
     * @return this
     */
    public CallBuilder body(Body body) {
        this.body = body;
        return this;
    }

    /**
     * Sets the model asked for.
     *
     * @param model empty for none
     * @return this
     */
    public CallBuilder model(String model) {
        this.model = model;
        return this;
    }

    /**
     * Sets whether a stream is asked for.
     *
     * @param streamed true if it is
     * @return this
     */
    public CallBuilder streamed(boolean streamed) {
        this.streamed = streamed;
        return this;
    }

    /**
     * Sets the route.
     *
     * @param route its name
     * @return this
     */
    public CallBuilder route(String route) {
        this.route = route;
        return this;
    }

    /**
     * Sets where the call may go.
     *
     * @param candidates in order of preference
     * @return this
     */
    public CallBuilder candidates(List<Target> candidates) {
        this.candidates = List.copyOf(candidates);
        return this;
    }

    /**
     * Sets where the call goes.
     *
     * @param target null to leave it to those below
     * @return this
     */
    public CallBuilder target(@Nullable Target target) {
        this.target = target;
        return this;
    }

    /**
     * Sets who is calling.
     *
     * @param caller the caller
     * @return this
     */
    public CallBuilder caller(Caller caller) {
        this.caller = caller;
        return this;
    }

    /**
     * Sets the life that the call belongs to.
     *
     * @param scope its scope
     * @return this
     */
    public CallBuilder scope(Scope scope) {
        this.scope = scope;
        return this;
    }

    /**
     * Sets where events are noted; if not set, in a journal that begins when the call is made.
     *
     * @param journal its journal
     * @return this
     */
    public CallBuilder journal(Journal journal) {
        this.journal = journal;
        return this;
    }

    /**
     * Sets when the call came.
     *
     * @param nanos of {@link dev.sluice.api.plugin.Timers#nanoTime}
     * @return this
     */
    public CallBuilder startedAt(long nanos) {
        this.startedAt = nanos;
        return this;
    }

    /**
     * Attaches a value.
     *
     * @param key its key
     * @param value immutable
     * @param <T> its type
     * @return this
     */
    public <T> CallBuilder attribute(Key<T> key, T value) {
        Map<Key<?>, Object> copy = new HashMap<>(attributes);
        copy.put(key, value);
        this.attributes = copy;
        return this;
    }

    /**
     * Makes the call.
     *
     * @return the call
     */
    public Call build() {
        return new Call(new Call.CallParts(
                id,
                dialect,
                endpoint,
                method,
                uri,
                headers,
                body,
                model,
                streamed,
                route,
                candidates,
                target,
                caller,
                scope,
                journal == null ? new Journal() : journal,
                startedAt,
                attributes));
    }
}
