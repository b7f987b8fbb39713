package dev.sluice.proxy.upstream;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** Providers known by name, so that a config need not spell them out; each {@link ProviderKind} brings its own. */
public final class Presets {

    private static final Map<String, Known> BY_NAME = table();

    private Presets() {}

    /**
     * A provider's defaults.
     *
     * @param dialect the wire API that it speaks
     * @param baseUrl as an SDK would have it; empty if each account has its own
     * @param keyVariable the environment variable that SDKs read its key from; empty if it takes none
     * @param auth how the key is sent
     * @param lacks endpoints of its dialect, by name, that it does not have: calls to them are translated to one that it has
     * @param plainNames whether none of its models has a slash in its name, so that one before which no provider of the config
     *     stands is somebody else's
     */
    public record Preset(
            String dialect, String baseUrl, String keyVariable, Auth auth, Set<String> lacks, boolean plainNames) {

        public Preset {
            lacks = Set.copyOf(lacks);
        }

        /**
         * A provider that has its whole dialect.
         *
         * @param dialect the wire API that it speaks
         * @param baseUrl as an SDK would have it; empty if each account has its own
         * @param keyVariable the environment variable that SDKs read its key from; empty if it takes none
         * @param auth how the key is sent
         */
        public Preset(String dialect, String baseUrl, String keyVariable, Auth auth) {
            this(dialect, baseUrl, keyVariable, auth, Set.of(), false);
        }

        /**
         * The same without some endpoints.
         *
         * @param endpoints their names
         * @return a copy
         */
        public Preset lacking(String... endpoints) {
            return new Preset(dialect, baseUrl, keyVariable, auth, Set.of(endpoints), plainNames);
        }

        /**
         * The same, known to have no model with a slash in its name.
         *
         * @return a copy
         */
        public Preset withPlainNames() {
            return new Preset(dialect, baseUrl, keyVariable, auth, lacks, true);
        }
    }

    /**
     * How a key is sent.
     *
     * @param field of the header, lower case; empty if it is not sent in one
     * @param scheme what stands before the key
     */
    public record Auth(String field, String scheme) {

        /** {@code authorization: Bearer KEY}. */
        public static final Auth BEARER = new Auth("authorization", "Bearer ");

        /** Not in a field. */
        public static final Auth NONE = new Auth("", "");

        /**
         * The key alone, in a field of its own.
         *
         * @param field lower case
         * @return how
         */
        public static Auth in(String field) {
            return new Auth(field, "");
        }
    }

    /**
     * A preset and whose it is.
     *
     * @param name the preset's
     * @param preset the defaults
     * @param kind who brings it
     */
    record Known(String name, Preset preset, ProviderKind kind) {}

    /**
     * Finds a preset.
     *
     * @param name such as {@code groq}
     * @return empty if there is none of that name
     */
    public static Optional<Preset> find(String name) {
        return known(name).map(Known::preset);
    }

    static Optional<Known> known(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * All presets.
     *
     * @return by name, in the order in which they are shown
     */
    public static Map<String, Preset> all() {
        Map<String, Preset> all = new LinkedHashMap<>();
        BY_NAME.forEach((name, known) -> all.put(name, known.preset()));
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, Known> table() {
        Map<String, Known> table = new LinkedHashMap<>();
        for (ProviderKind kind : ServiceLoader.load(ProviderKind.class, Presets.class.getClassLoader())) {
            kind.presets().forEach((name, preset) -> table.putIfAbsent(name, new Known(name, preset, kind)));
        }
        return Collections.unmodifiableMap(table);
    }
}
