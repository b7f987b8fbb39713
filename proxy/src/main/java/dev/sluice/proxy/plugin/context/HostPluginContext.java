package dev.sluice.proxy.plugin.context;

import dev.sluice.api.Scope;
import dev.sluice.api.admin.Admin;
import dev.sluice.api.classify.Classifier;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
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
import org.slf4j.LoggerFactory;

/** The host's side of a plugin context. Whoever makes one closes it. */
public final class HostPluginContext implements PluginContext {

    private final Owner owner;
    private final PluginHost host;
    private final Commons commons;
    private final Logger logger;
    private final Lease lease;
    private final PluginMeters meters;
    private final BlockingWork blocking;
    private final ComputingWork computing;
    private final PluginTimers timers;
    private final PluginState state;

    /**
     * Opens a context.
     *
     * @param owner whom it is for
     * @param host what it draws on
     * @param commons what its generation has for all filters
     */
    public HostPluginContext(Owner owner, PluginHost host, Commons commons) {
        this.commons = commons;
        this.owner = owner;
        this.host = host;
        this.logger = LoggerFactory.getLogger("plugin." + owner.plugin() + "." + owner.filter());
        this.lease = new Lease(owner, logger, host.limits().close());
        this.meters = new PluginMeters(owner, host, lease, logger);
        this.blocking = new BlockingWork(owner, host.limits().blocking());
        this.computing = new ComputingWork(owner, host.computing());
        this.timers = new PluginTimers(host.timers(), lease);
        this.state = new PluginState(host.state(), lease);
        // Undone last, in this order backwards: what the plugin itself closes may still use them.
        lease.hold("meters", meters::removeAll);
        lease.hold("timers", timers::cancelAll);
        lease.hold("subscriptions", state::cancelAll);
        lease.hold("computing work", () -> computing.stop(host.limits().close()));
        lease.hold("blocking work", () -> blocking.stop(host.limits().close()));
    }

    @Override
    public Logger logger() {
        lease.check();
        return logger;
    }

    @Override
    public Timers timers() {
        lease.check();
        return timers;
    }

    @Override
    public Meters meters() {
        lease.check();
        return meters;
    }

    @Override
    public Models models() {
        lease.check();
        return commons.models();
    }

    @Override
    public List<Dialect> dialects() {
        lease.check();
        return host.dialects();
    }

    @Override
    public State state() {
        lease.check();
        return state;
    }

    @Override
    public Path dataFolder() {
        lease.check();
        return DataFolders.make(host.dataFolder(), owner);
    }

    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        lease.check();
        return blocking.start(work);
    }

    @Override
    public <T> Future<T> computing(Scope scope, long size, Callable<T> work) {
        lease.check();
        return computing.start(scope, size, work);
    }

    @Override
    public int spareProcessors() {
        lease.check();
        return host.spareProcessors();
    }

    @Override
    public HttpClient http(HttpClientOptions options) {
        lease.check();
        HttpClient client = ClassLoaders.withHosts(() -> host.vertx().createHttpClient(options));
        try {
            lease.hold("HTTP client", client::close);
        } catch (IllegalStateException e) {
            client.close();
            throw e;
        }
        return client;
    }

    @Override
    public Admin admin() {
        lease.check();
        return (method, path, endpoint) -> {
            Runnable removal = host.admin().add(method, path, endpoint);
            lease.hold("admin endpoint", () -> {
                removal.run();
                return Future.succeededFuture();
            });
        };
    }

    @Override
    public Future<Embedder> embedder() {
        lease.check();
        return commons.embedder();
    }

    @Override
    public Future<Classifier> classifier(String name) {
        lease.check();
        return commons.classifier(name);
    }

    @Override
    public Future<Reranker> reranker(String name) {
        lease.check();
        return commons.reranker(name);
    }

    @Override
    public Future<Retriever> retriever(String name) {
        lease.check();
        return commons.retriever(name);
    }

    @Override
    public <T extends Record> Map<String, T> collections(Class<T> type) {
        lease.check();
        return commons.collections(type);
    }

    @Override
    public String chain() {
        lease.check();
        return commons.chain();
    }

    @Override
    public <T> Supplier<T> perLoop(Supplier<T> initial) {
        PerLoop<T> states = new PerLoop<>(lease, initial);
        lease.hold("state per loop", states::clear);
        return states;
    }

    @Override
    public void onClose(Supplier<Future<Void>> close) {
        lease.hold("own resources", () -> ClassLoaders.with(owner.classLoader(), close));
    }

    /** Undoes everything that was registered, last first. Blocks; called off the event loops. */
    public void close() {
        ClassLoaders.withHosts(() -> {
            lease.end();
            return owner;
        });
    }
}
