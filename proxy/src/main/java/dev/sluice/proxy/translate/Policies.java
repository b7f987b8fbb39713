package dev.sluice.proxy.translate;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.Target;
import dev.sluice.api.chat.Losses;
import dev.sluice.proxy.config.TranslatePolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
            refuse(target, losses);
        }
        warn(call, losses);
    }

    /** Names all that is lost at once; what arrives in other words, or was filled in, is no loss. */
    private static void refuse(Target target, Losses losses) {
        List<Losses.Loss> lost = losses.all().stream()
                .filter(loss -> loss.kind() == Losses.Kind.LOST)
                .toList();
        if (lost.isEmpty()) {
            return;
        }
        String all = lost.stream().map(Losses.Loss::toString).collect(Collectors.joining("; "));
        throw CallError.of(
                        Category.INVALID_REQUEST,
                        "not_translatable",
                        "The provider '" + target.provider() + "' speaks another API, and would lose: " + all
                                + ". Leave " + (lost.size() == 1 ? "it" : "them")
                                + " out, or have the policy 'translate: strict' changed to 'warn'.")
                .withParam(lost.getFirst().field());
    }

    /** Notes what the client should know of. */
    static void warn(Call call, Losses losses) {
        for (Losses.Loss loss : losses.all()) {
            if (loss.kind() != Losses.Kind.USUAL) {
                call.journal().warn(loss.toString());
            }
        }
        if (losses.hasMore()) {
            call.journal().warn("translation: changed more fields than the " + Losses.MAX + " that are told of");
        }
    }
}
