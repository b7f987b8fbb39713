package dev.sluice.proxy.upstream;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Timers;
import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.upstream.Presets.Preset;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A family of providers that have their ways in common. Each is a package of its own below this one, with a line in
 * {@code META-INF/services/dev.sluice.proxy.upstream.ProviderKind}, and nothing else knows it by name. Stateless.
 */
public interface ProviderKind {

    /**
     * What lies around a provider.
     *
     * @param vertx where its connections live
     * @param timers time
     */
    record Means(Vertx vertx, Timers timers) {}

    /**
     * Providers of this family that are known by name. A preset with the name of its dialect also stands for providers that
     * only say which dialect they speak.
     *
     * @return by name, in the order in which they are shown
     */
    Map<String, Preset> presets();

    /**
     * Where a provider is whose preset has no base URL, or whose config says none.
     *
     * @param preset its name
     * @param settings as in the config
     * @return null if the config has to say it
     * @throws IllegalArgumentException if the config lacks what it follows from; says what was expected
     */
    default @Nullable URI baseUrl(String preset, ProviderSettings settings) {
        return null;
    }

    /**
     * Makes what is particular about an account.
     *
     * @param preset its name
     * @param settings as in the config
     * @param means its surroundings
     * @return for the provider's life
     * @throws IllegalArgumentException if the settings make none; says what was expected
     */
    default Account account(String preset, ProviderSettings settings, Means means) {
        return Account.PLAIN;
    }

    /**
     * Says a translated request as a provider of this family takes it, where it differs from others of its dialect. Never
     * called for a request that came in this dialect.
     *
     * @param preset the provider's
     * @param body in the words of the dialect
     * @param losses takes what the provider has no word for
     * @return the document that is sent
     */
    default Obj adapted(String preset, Obj body, Losses losses) {
        return body;
    }

    /**
     * Looks whether settings make an account, without making one.
     *
     * @param preset its name
     * @param settings as in the config
     * @throws IllegalArgumentException if they make none; says what was expected
     */
    default void check(String preset, ProviderSettings settings) {}
}
