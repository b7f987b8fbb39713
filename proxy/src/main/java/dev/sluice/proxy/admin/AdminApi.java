package dev.sluice.proxy.admin;

import dev.sluice.proxy.telemetry.metrics.Exposition;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** What the admin listener shows and does. All but the two readinesses and what is degraded are called on workers, and may take their time. */
public interface AdminApi {

    /**
     * Whether the process is of any use.
     *
     * @return obstacles that only a restart removes, such as event loops that are stuck
     */
    Readiness liveness();

    /**
     * Whether calls should be sent here.
     *
     * @return obstacles such as that it is starting or draining
     */
    Readiness readiness();

    /**
     * What is not as it should be, though calls are welcome.
     *
     * @return a sentence each; empty if all is well. Returns at once
     */
    List<String> degraded();

    /**
     * The meters.
     *
     * @param accept the scraper's {@code accept} header
     * @return as it likes them
     */
    Exposition scrape(String accept);

    /**
     * The config in effect.
     *
     * @return a tree of maps, lists, strings, numbers and booleans, with every default, and every secret masked
     */
    Map<String, Object> effectiveConfig();

    /**
     * Reads the config again and serves it if it is right.
     *
     * @return the number of the generation that is served now; a {@link dev.sluice.api.config.ConfigException} if the file
     *     is wrong, any other failure if it could not be applied: the old one is served on then
     */
    Future<Long> reload();

    /**
     * The plugins.
     *
     * @return those that are loaded
     */
    List<PluginView> plugins();

    /**
     * The targets.
     *
     * @return those that the config names
     */
    List<TargetView> targets();

    /**
     * One plugin.
     *
     * @param id by which others require it
     * @param version its own
     * @param state such as {@code started}
     * @param filters the names of those that it brings
     */
    record PluginView(String id, String version, String state, List<String> filters) {}

    /**
     * One target.
     *
     * @param alias the model alias that leads to it; empty if none does
     * @param provider its provider's name
     * @param model its name there
     */
    record TargetView(String alias, String provider, String model) {}
}
