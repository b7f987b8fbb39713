package dev.sluice.testkit;

import dev.sluice.api.CallError;
import dev.sluice.api.Scope;
import dev.sluice.api.classify.Classifier;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.rerank.Reranker;
import dev.sluice.api.retrieve.Retriever;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A filter's surroundings in a test: one event loop, in virtual time. */
public final class FakePluginContext implements PluginContext {
    private final VirtualTime time;
    private final FakeMeters meters = new FakeMeters();
    private final FakeAdmin admin = new FakeAdmin();
    private final Deque<Supplier<Future<Void>>> closers = new ArrayDeque<>();
    private Models models = new FakeModels();
    private List<Dialect> dialects = List.of(new TestDialect());
    private FakeState state;
    private @Nullable Path dataFolder;
    private @Nullable Function<HttpClientOptions, HttpClient> http;
    private @Nullable Embedder embedder;
    private final Map<String, Classifier> classifiers = new LinkedHashMap<>();
    private final Map<String, Reranker> rerankers = new LinkedHashMap<>();
    private final Map<String, Retriever> retrievers = new LinkedHashMap<>();
    private Map<String, ? extends Record> collections = Map.of();
    private String chain = "";

    /**
     * Makes the surroundings.
     *
     * @param time the test's
     */
    public FakePluginContext(VirtualTime time) {
        this.time = time;
        this.state = new FakeState(time::now);
    }

    /**
     * Gives the filter a folder.
     *
     * @param folder a temporary one: JUnit's {@code @TempDir}
     * @return this
     */
    public FakePluginContext withDataFolder(Path folder) {
        this.dataFolder = folder;
        return this;
    }

    /**
     * Tells the filter what models there are.
     *
     * @param known a {@link FakeModels}
     * @return this
     */
    public FakePluginContext withModels(Models known) {
        this.models = known;
        return this;
    }

    /**
     * Tells the filter which dialects clients may speak.
     *
     * @param spoken in the place of the {@link TestDialect}
     * @return this
     */
    public FakePluginContext withDialects(List<Dialect> spoken) {
        this.dialects = List.copyOf(spoken);
        return this;
    }

    /**
     * Has the filter share its state with others.
     *
     * @param shared given to the contexts of other replicas, too
     * @return this
     */
    public FakePluginContext withState(FakeState shared) {
        this.state = shared;
        return this;
    }

    /**
     * Gives the filter HTTP.
     *
     * @param clients makes a client, of the test's own Vert.x, say
     * @return this
     */
    public FakePluginContext withHttp(Function<HttpClientOptions, HttpClient> clients) {
        this.http = clients;
        return this;
    }

    /**
     * Gives the filter an embedder.
     *
     * @param given such as a {@link FakeEmbedder}
     * @return this
     */
    public FakePluginContext withEmbedder(Embedder given) {
        this.embedder = given;
        return this;
    }

    /**
     * Gives the filter a classifier.
     *
     * @param name that it asks by
     * @param given such as a {@link FakeClassifier}
     * @return this
     */
    public FakePluginContext withClassifier(String name, Classifier given) {
        classifiers.put(name, given);
        return this;
    }

    /**
     * Gives the filter a reranker.
     *
     * @param name that it asks by
     * @param given such as a {@link FakeReranker}
     * @return this
     */
    public FakePluginContext withReranker(String name, Reranker given) {
        rerankers.put(name, given);
        return this;
    }

    /**
     * Gives the filter a retriever.
     *
     * @param name that it asks by
     * @param given what it is to be answered by
     * @return this
     */
    public FakePluginContext withRetriever(String name, Retriever given) {
        retrievers.put(name, given);
        return this;
    }

    /**
     * Gives the config collections.
     *
     * @param given by name
     * @return this
     */
    public FakePluginContext withCollections(Map<String, ? extends Record> given) {
        this.collections = given;
        return this;
    }

    /**
     * Puts the filter into a chain.
     *
     * @param digest what tells it from others
     * @return this
     */
    public FakePluginContext withChain(String digest) {
        this.chain = digest;
        return this;
    }

    @Override
    public Logger logger() {
        return LoggerFactory.getLogger(FakePluginContext.class);
    }

    @Override
    public VirtualTime timers() {
        return time;
    }

    @Override
    public FakeMeters meters() {
        return meters;
    }

    @Override
    public Models models() {
        return models;
    }

    @Override
    public List<Dialect> dialects() {
        return dialects;
    }

    @Override
    public FakeState state() {
        return state;
    }

    @Override
    public Path dataFolder() {
        if (dataFolder == null) {
            throw new IllegalStateException("Expected a folder: give the context one, by withDataFolder(..)");
        }
        return dataFolder;
    }

    /** {@inheritDoc} Here the work is done on a later turn of the event loop. */
    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        Promise<T> result = Promise.promise();
        time.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.fail(e);
            }
        });
        return result.future();
    }

    /** {@inheritDoc} Here the work is done on a later turn of the event loop, unless the scope has ended by then. */
    @Override
    public <T> Future<T> computing(Scope scope, long size, Callable<T> work) {
        return blocking(() -> {
            if (scope.ended()) {
                throw CallError.cancelled("the call has ended");
            }
            return work.call();
        });
    }

    /** {@inheritDoc} Here it is one. */
    @Override
    public int spareProcessors() {
        return 1;
    }

    @Override
    public HttpClient http(HttpClientOptions options) {
        if (http == null) {
            throw new IllegalStateException("Expected HTTP: give the context clients, by withHttp(..)");
        }
        return http.apply(options);
    }

    @Override
    public FakeAdmin admin() {
        return admin;
    }

    @Override
    public Future<Embedder> embedder() {
        return embedder == null
                ? Future.failedFuture("Expected an embedder: give the context one, by withEmbedder(..)")
                : Future.succeededFuture(embedder);
    }

    @Override
    public Future<Classifier> classifier(String name) {
        Classifier given = classifiers.get(name);
        return given == null
                ? Future.failedFuture("Expected a classifier " + name + ": give the context one, by withClassifier(..)")
                : Future.succeededFuture(given);
    }

    @Override
    public Future<Reranker> reranker(String name) {
        Reranker given = rerankers.get(name);
        return given == null
                ? Future.failedFuture("Expected a reranker " + name + ": give the context one, by withReranker(..)")
                : Future.succeededFuture(given);
    }

    @Override
    public Future<Retriever> retriever(String name) {
        Retriever given = retrievers.get(name);
        return given == null
                ? Future.failedFuture("Expected a retriever " + name + ": give the context one, by withRetriever(..)")
                : Future.succeededFuture(given);
    }

    @Override
    public <T extends Record> Map<String, T> collections(Class<T> type) {
        Map<String, T> typed = new LinkedHashMap<>();
        collections.forEach((name, collection) -> typed.put(name, type.cast(collection)));
        return typed;
    }

    @Override
    public String chain() {
        return chain;
    }

    @Override
    public <T> Supplier<T> perLoop(Supplier<T> initial) {
        Deque<T> made = new ArrayDeque<>(1);
        return () -> {
            if (made.isEmpty()) {
                made.add(initial.get());
            }
            return made.element();
        };
    }

    @Override
    public void onClose(Supplier<Future<Void>> close) {
        closers.push(close);
    }

    /**
     * Ends the generation: closes what was registered, the last first.
     *
     * @return done when all of it is closed
     */
    public Future<Void> close() {
        Future<Void> closed = Future.succeededFuture();
        while (!closers.isEmpty()) {
            Supplier<Future<Void>> next = closers.pop();
            closed = closed.compose(done -> next.get());
        }
        return closed.onComplete(done -> admin.clear());
    }
}
