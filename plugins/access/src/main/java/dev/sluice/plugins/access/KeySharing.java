package dev.sluice.plugins.access;

import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.state.Topic;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Keeps the keys of replicas with databases of their own alike: each tells the others what has changed in its own, and asks for
 * everything when it starts, and when it may have missed something. What is heard goes into the own database, so that it
 * stays when the others do not.
 */
final class KeySharing implements Topic.Listener {

    private static final int AT_ONCE = 50;

    /** Many may ask at the same time. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final PluginContext context;
    private final KeyStore store;
    private final KeyWatch watch;
    private final String pepper;
    private final Topic topic;
    private boolean answering;
    private boolean warned;

    KeySharing(PluginContext context, KeyStore store, KeyWatch watch, KeyHash hash) {
        this.context = context;
        this.store = store;
        this.watch = watch;
        this.pepper = hash.of("which pepper is it?").substring(0, 16);
        this.topic = context.state().topic(AccessFilter.NAME + "-keys");
    }

    void start() {
        watch.onChange(this::tell);
        topic.subscribe(this);
        ask();
    }

    @Override
    public void heard(Buffer message) {
        KeyNews news = KeyNews.read(message);
        if (news == null || !news.pepper().equals(pepper)) {
            warn(news != null);
            return;
        }
        if (news.ask()) {
            answerLater();
        }
        if (!news.keys().isEmpty()) {
            context.blocking(() -> merge(news.keys()))
                    .compose(fresh -> watch.refresh())
                    .onFailure(failure -> context.logger()
                            .atWarn()
                            .setCause(failure)
                            .log("What another replica says of keys cannot be written down."));
        }
    }

    @Override
    public void missed() {
        ask();
    }

    private void warn(boolean replica) {
        if (replica && !warned) {
            warned = true;
            context.logger()
                    .warn(
                            "Expected all replicas to have one pepper, found one with another: its keys are not accepted here,"
                                    + " nor are these there. Set access' 'pepper' to the same on all.");
        }
    }

    private void ask() {
        topic.publish(new KeyNews(pepper, true, List.of()).toBuffer());
    }

    private void tell(List<StoredKey> keys) {
        for (int i = 0; i < keys.size(); i += AT_ONCE) {
            List<StoredKey> some = keys.subList(i, Math.min(keys.size(), i + AT_ONCE));
            topic.publish(new KeyNews(pepper, false, some).toBuffer());
        }
    }

    private void answerLater() {
        if (!answering) {
            answering = true;
            context.timers()
                    .after(
                            PATIENCE,
                            () -> context.blocking(this::all).onComplete(read -> {
                                answering = false;
                                if (read.succeeded()) {
                                    tell(read.result());
                                }
                            }));
        }
    }

    private List<StoredKey> all() throws SQLException {
        synchronized (store) {
            return store.all();
        }
    }

    private boolean merge(List<StoredKey> keys) throws SQLException {
        boolean fresh = false;
        synchronized (store) {
            for (StoredKey key : keys) {
                fresh |= store.merge(key);
            }
        }
        return fresh;
    }
}
