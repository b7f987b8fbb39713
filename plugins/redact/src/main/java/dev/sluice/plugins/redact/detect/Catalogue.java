package dev.sluice.plugins.redact.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Map<String, EntryReader.Entry> entries = new LinkedHashMap<>();
    private final Map<String, Entity> made = new ConcurrentHashMap<>();
    private final EntryReader reader;

    private Catalogue(EntryReader reader) {
        this.reader = reader;
    }

    /**
     * Reads the files. Entities are made, and their patterns compiled, when they are asked for.
     *
     * @param checks finds a check by the name that an entry gives
     * @return all entities
     */
    public static Catalogue load(Function<String, Predicate<String>> checks) {
        Catalogue catalogue = new Catalogue(new EntryReader(checks));
        for (String group : GROUPS) {
            for (EntryReader.Entry entry : EntryReader.entries(group, lines(group))) {
                if (catalogue.entries.put(entry.name(), entry) != null) {
                    throw new IllegalStateException("two entries for '" + entry.name() + "'");
                }
            }
        }
        return catalogue;
    }

    /**
     * All of it.
     *
     * @return in order
     */
    public List<Entity> all() {
        return named("all");
    }

    /**
     * What a name in a config stands for.
     *
     * @param name of an entity, of a group, or {@code all}
     * @return the entities; empty if there is nothing of that name
     */
    public List<Entity> named(String name) {
        EntryReader.Entry entry = entries.get(name);
        if (entry != null) {
            return List.of(made(entry));
        }
        return entries.values().stream()
                .filter(each -> name.equals("all") || each.group().equals(name))
                .map(this::made)
                .toList();
    }

    /**
     * Whether a name in a config stands for anything, without making it.
     *
     * @param name of an entity, of a group, or {@code all}
     * @return whether {@link #named} would find something
     */
    public boolean knows(String name) {
        return name.equals("all") || GROUPS.contains(name) || entries.containsKey(name);
    }

    private Entity made(EntryReader.Entry entry) {
        return made.computeIfAbsent(entry.name(), name -> reader.read(entry));
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
