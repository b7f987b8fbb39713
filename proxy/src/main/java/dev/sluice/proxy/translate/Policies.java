package dev.sluice.proxy.translate;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Target;
import dev.sluice.api.chat.Losses;
import dev.sluice.proxy.config.TranslatePolicy;
import java.util.Map;

/**
 * What becomes of losses: as the route says, else as the provider says, else the client is warned.
 *
 * @param routes by name; those that say something
 * @param providers by name; those that say something
 */
public record Policies(Map<String, TranslatePolicy> routes, Map<String, TranslatePolicy> providers) {

    /** Nobody says anything. */
    public static final Policies NONE = new Policies(Map.of(), Map.of());

    public Policies {
        routes = Map.copyOf(routes);
        providers = Map.copyOf(providers);
    }

    /**
     * Settles what a request lost.
     *
     * @throws CallError if it must not go on so
     */
    void settle(Call call, Target target, Losses losses) {
        if (losses.isEmpty()) {
            return;
        }
        TranslatePolicy own = routes.get(call.route());
        TranslatePolicy policy = own != null ? own : providers.getOrDefault(target.provider(), TranslatePolicy.WARN);
        if (policy == TranslatePolicy.STRICT) {
            Losses.Loss first = losses.all().getFirst();
            throw CallError.of(
                            Category.INVALID_REQUEST,
                            "not_translatable",
                            "The provider '" + target.provider() + "' speaks another API, and " + first
                                    + ". Leave it out, or have the policy 'translate: strict' changed to 'warn'.")
                    .withParam(first.field());
        }
        warn(call, losses, 0);
    }

    /** Notes losses from a place on. */
    static void warn(Call call, Losses losses, int from) {
        for (int i = from; i < losses.all().size(); i++) {
            call.journal().warn(losses.all().get(i).toString());
        }
    }
}
