package dev.sluice.plugins.redact.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Everything that Sluice itself can find, by name. A file of entries is a group. */
public final class Catalogue {

    /** The groups, in the order in which entities win if they are as sure of a place as others. */
    public static final List<String> GROUPS = List.of(
            "secrets",
            "general",
            "money",
            "us",
            "uk",
            "de",
            "europe",
            "italy-spain",
            "north",
            "america",
            "asia",
            "korea",
            "india",
            "pacific");

    private final Map<String, Entity> byName;

    private Catalogue(Map<String, Entity> byName) {
        this.byName = byName;
    }

    /**
     * Reads the files.
     *
     * @param checks finds a check by the name that an entry gives
     * @return all entities
     */
    public static Catalogue load(Function<String, Predicate<String>> checks) {
        Map<String, Entity> all = new LinkedHashMap<>();
        for (String group : GROUPS) {
            for (Entity entity : new EntryReader(group, checks).read(lines(group))) {
                if (all.put(entity.name(), entity) != null) {
                    throw new IllegalStateException("two entries for '" + entity.name() + "'");
                }
            }
        }
        return new Catalogue(all);
    }

    /**
     * All of it.
     *
     * @return in order
     */
    public Collection<Entity> all() {
        return List.copyOf(byName.values());
    }

    /**
     * What a name in a config stands for.
     *
     * @param name of an entity, of a group, or {@code all}
     * @return the entities; empty if there is nothing of that name
     */
    public List<Entity> named(String name) {
        Entity entity = byName.get(name);
        if (entity != null) {
            return List.of(entity);
        }
        return byName.values().stream()
                .filter(each -> name.equals("all") || each.group().equals(name))
                .toList();
    }

    private static List<String> lines(String group) {
        String file = group + ".entities";
        InputStream stream = Catalogue.class.getResourceAsStream(file);
        if (stream == null) {
            throw new IllegalStateException("expected " + file + " in the plugin's jar, found none");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return new ArrayList<>(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
