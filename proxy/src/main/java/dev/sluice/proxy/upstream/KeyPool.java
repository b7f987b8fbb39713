package dev.sluice.proxy.upstream;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Decision;
import dev.sluice.api.ProviderKeys;
import dev.sluice.api.Reply;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.model.KeyStanding;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A provider with several keys, an account each, asked in turn. A key at its limit rests, one that is refused is put aside, and the call
 * goes to the next at once; the journal tells which key it was by its place in the config, never the key.
 */
final class KeyPool implements Provider {

    private static final Logger LOG = LoggerFactory.getLogger(KeyPool.class);

    private final String name;
    private final List<PooledKey> keys;
    private final Timers timers;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Puts a pool together.
     *
     * @param accounts one for each key, in the order of the config
     */
    KeyPool(String name, List<Account> accounts, Timers timers) {
        this.name = name;
        this.timers = timers;
        this.keys = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            String label = "key " + (i + 1) + " of " + accounts.size();
            keys.add(new PooledKey(label, accounts.get(i), new Decision(name, "key", label)));
        }
    }

    /**
     * What one key opens.
     *
     * @param fingerprint of the key
     * @param provider sends with it
     */
    record Account(String fingerprint, Provider provider) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean speaks(Dialect dialect) {
        return keys.getFirst().account().speaks(dialect);
    }

    @Override
    public boolean has(Endpoint endpoint) {
        return keys.getFirst().account().has(endpoint);
    }

    @Override
    public boolean takes(String model) {
        return keys.getFirst().account().takes(model);
    }

    @Override
    public List<KeyStanding> keys() {
        long now = timers.nanoTime();
        return keys.stream().map(key -> key.standing(now)).toList();
    }

    @Override
    public Future<Reply> send(Call call) {
        if (ProviderKeys.of(call, name) != null) {
            return keys.getFirst()
                    .account()
                    .send(call); // The caller's own key: what becomes of it says nothing of ours.
        }
        Deque<PooledKey> ready = ready();
        if (ready.isEmpty()) {
            PooledKey soonest = soonest();
            if (soonest.isLimited()) {
                return Future.failedFuture(allRest(soonest));
            }
            ready.add(soonest);
        }
        return attempt(call, ready);
    }

    @Override
    public Future<Void> close() {
        return Future.join(keys.stream().map(key -> key.account().close()).toList())
                .mapEmpty();
    }

    private Future<Reply> attempt(Call call, Deque<PooledKey> left) {
        PooledKey key = left.remove();
        call.journal().decide(key.used());
        return key.account().send(call).compose(reply -> {
            String why = key.learn(reply, timers);
            if (why.isEmpty()) {
                return Future.succeededFuture(reply);
            }
            LOG.atLevel(key.isLimited() ? Level.DEBUG : Level.WARN)
                    .addKeyValue("provider", name)
                    .addKeyValue("key", key.label())
                    .log("A key is put aside: {}", why);
            PooledKey next = left.peek();
            if (next == null
                    || reply.isSuccess()
                    || !call.isRepeatable()
                    || call.scope().ended()) {
                return Future.succeededFuture(reply);
            }
            reply.cancel();
            call.journal().decide(new Decision(name, "rotate", key.label() + ": " + why + "; " + next.label()));
            return attempt(call, left);
        });
    }

    /** Those that may be used, another one first each time. */
    private Deque<PooledKey> ready() {
        long now = timers.nanoTime();
        int first = Math.floorMod(turn.getAndIncrement(), keys.size());
        Deque<PooledKey> ready = new ArrayDeque<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            PooledKey key = keys.get((first + i) % keys.size());
            if (!key.rests(now)) {
                ready.add(key);
            }
        }
        return ready;
    }

    private PooledKey soonest() {
        long now = timers.nanoTime();
        return keys.stream().min(Comparator.comparing(key -> key.restsFor(now))).orElseThrow();
    }

    private CallError allRest(PooledKey soonest) {
        Duration wait = soonest.restsFor(timers.nanoTime());
        return CallError.of(
                        Category.RATE_LIMITED,
                        "keys_exhausted",
                        "All " + keys.size() + " keys of the provider '" + name + "' are at their limit. Try again in "
                                + Math.max(1, wait.toSeconds()) + " s.")
                .withRetryAfter(wait);
    }
}
