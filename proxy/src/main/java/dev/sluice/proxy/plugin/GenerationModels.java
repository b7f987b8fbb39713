package dev.sluice.proxy.plugin;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The models of one kind that the filters of one generation share: chosen by its config, each loaded when the first filter asks.
 *
 * @param <F> what plugins make them by
 * @param <M> the models
 */
final class GenerationModels<F, M> {

    private final SharedModels<F, M> shared;
    private final Function<String, String> missing;
    private final Map<String, SharedModels.Choice<F>> choices = new HashMap<>();
    private final Map<String, Future<M>> loaded = new HashMap<>();

    /** The {@code missing} says what to do where nothing was chosen under a name. */
    GenerationModels(SharedModels<F, M> shared, Function<String, String> missing) {
        this.shared = shared;
        this.missing = missing;
    }

    synchronized void choose(String name, SharedModels.Choice<F> chosen) {
        choices.put(name, chosen);
    }

    synchronized Future<M> get(String name) {
        SharedModels.Choice<F> choice = choices.get(name);
        return choice == null
                ? Future.failedFuture(new IllegalStateException(missing.apply(name)))
                : loaded.computeIfAbsent(name, first -> shared.acquire(choice));
    }

    /** Blocks; called once, when the last filter is closed. */
    void release() {
        List<SharedModels.Choice<F>> used = new ArrayList<>();
        synchronized (this) {
            choices.forEach((name, choice) -> {
                if (loaded.remove(name) != null) {
                    used.add(choice);
                }
            });
        }
        used.forEach(shared::release);
    }
}
