package dev.sluice.api.plugin;

import dev.sluice.api.Scope;
import dev.sluice.api.admin.Admin;
import dev.sluice.api.classify.Classifier;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.model.Models;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.api.retrieve.Retriever;
import dev.sluice.api.state.State;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * A filter's surroundings: one for each filter of each generation. Every method may be called on any thread unless it says
 * otherwise.
 */
public interface PluginContext {

    /**
     * The log.
     *
     * @return a logger named after the plugin and the filter
     */
    Logger logger();

    /**
     * Time.
     *
     * @return timers and a clock; in tests, of virtual time
     */
    Timers timers();

    /**
     * Numbers for operators.
     *
     * @return meters whose names begin with {@code sluice_plugin_} and the filter's name
     */
    Meters meters();

    /**
     * What is known of models.
     *
     * @return where names lead, what models can do and cost; the same as long as the filter lives
     */
    Models models();

    /**
     * The wire APIs that clients may speak: for who reads what was said in another dialect than a call's own.
     *
     * @return in the order in which they are asked for a path; always the same
     */
    List<Dialect> dialects();

    /**
     * What all replicas share.
     *
     * @return caches, quotas, leases, topics; in memory, or wherever the config says
     */
    State state();

    /**
     * A folder of the filter's own.
     *
     * @return made when first asked for; kept when the plugin is upgraded
     */
    Path dataFolder();

    /**
     * Runs code that blocks, on a virtual thread. It shares the processors' carrier threads with all others that do: what keeps a
     * processor busy belongs to {@link #computing}.
     *
     * @param work may block as long as it likes; interrupted if the generation ends
     * @param <T> what it returns
     * @return its result, on the event loop of the caller if it was called on one
     */
    <T> Future<T> blocking(Callable<T> work);

    /**
     * Runs code that keeps a processor busy and waits for nothing, on one of a few threads that all filters share: a scan of a large
     * prompt, say. What is small never waits for what is large, and what is large gives way to what is less so, the longer the other
     * has waited the less. Where more waits than can be done in some seconds, the call is refused.
     *
     * <p>Threads are kept: what the work leaves in a {@link ThreadLocal} stays there, and keeps the plugin from being unloaded.
     *
     * @param scope of the call that the result is for: when it ends, what has not begun never does, and what has is interrupted.
     *     Long work goes past a {@link Checkpoint} between its slices, and so ends there
     * @param size what the work goes over, in bytes or characters
     * @param work does not block; interrupted if the scope or the generation ends
     * @param <T> what it returns
     * @return its result, on the event loop of the caller if it was called on one; a {@link dev.sluice.api.CallError} that says
     *     {@code OVERLOADED} and when to try again if too much waits already, or {@code CANCELLED} if the scope has ended
     */
    <T> Future<T> computing(Scope scope, long size, Callable<T> work);

    /**
     * How many processors a plugin's own threads may keep busy for long, as a model's in the process do.
     *
     * @return at least 1: half of what the process has where it serves calls, all of it where it runs a command
     */
    int spareProcessors();

    /**
     * Makes an HTTP client; closed with the generation.
     *
     * @param options its timeouts, its pool, its TLS
     * @return a client to be kept, not to be made for each call
     */
    HttpClient http(HttpClientOptions options);

    /**
     * The admin listener.
     *
     * @return endpoints that are served as long as the generation lives
     */
    Admin admin();

    /**
     * Vectors for texts: the one embedder that all filters share, loaded when it is first asked for.
     *
     * @return the embedder; a failure that says what to configure if there is none, or it cannot be loaded. Fit to fail
     *     {@code create} with
     */
    Future<Embedder> embedder();

    /**
     * A model that judges texts, shared by all filters that name it; made when it is first asked for.
     *
     * @param name as the config has it below {@code classifiers}
     * @return the classifier; a failure that says what to configure if there is none of that name, or it cannot be made. Fit to
     *     fail {@code create} with
     */
    Future<Classifier> classifier(String name);

    /**
     * A model that puts passages in order, shared by all filters that name it; made when it is first asked for.
     *
     * @param name as the config has it below {@code rerankers}
     * @return the reranker; a failure that says what to configure if there is none of that name, or it cannot be made. Fit to
     *     fail {@code create} with
     */
    Future<Reranker> reranker(String name);

    /**
     * A search of documents that lie elsewhere, shared by all filters that name it; made when it is first asked for.
     *
     * @param name as the config has it below {@code retrievers}
     * @return the retriever; a failure that says what to configure if there is none of that name, or it cannot be made. Fit to
     *     fail {@code create} with
     */
    Future<Retriever> retriever(String name);

    /**
     * The collections of documents that the config names.
     *
     * @param type what {@link dev.sluice.api.FilterFactory#collectionType} of the same plugin says
     * @param <T> that type
     * @return by name; empty if there are none
     */
    <T extends Record> Map<String, T> collections(Class<T> type);

    /**
     * The chain that the filter stands in, as the config writes it: for who keeps what the chain has made of calls.
     *
     * @return a digest, the same on every replica and after every restart for as long as the config writes that chain the
     *     same; empty outside a chain
     */
    String chain();

    /**
     * State that each event loop has for itself, so that it needs no lock.
     *
     * @param initial called once on each loop, when first needed there
     * @param <T> the state
     * @return a handle; its {@code get} is called on an event loop only
     */
    <T> Supplier<T> perLoop(Supplier<T> initial);

    /**
     * Has something closed when the generation ends, after its last call. What was registered last is closed first.
     *
     * @param close returns when it is closed; a failure is logged
     */
    void onClose(Supplier<Future<Void>> close);
}
