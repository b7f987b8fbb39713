package dev.sluice.proxy.boot;

import dev.sluice.proxy.config.Settings;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds settings that are read only when the process starts, and that a reload therefore cannot change. */
final class RestartNeeded {

    /** Parts of the file that are read at the start. */
    static final Set<String> PARTS = Set.of("server", "admin", "plugins", "log", "data", "state");

    /** The keys in them that every reload reads again: all that is asked of a generation rather than of the listener. */
    static final Set<String> RELOADED = Set.of(
            "server.access",
            "server.max-body",
            "server.max-bodies",
            "server.max-replies",
            "server.max-upload",
            "server.max-json-depth",
            "server.max-calls",
            "server.body-timeout",
            "server.write-timeout",
            "server.keep-alive",
            "server.max-session",
            "server.drain",
            "server.filter-timeout",
            "server.forwarded");

    private RestartNeeded() {}

    /** The keys that differ, in the order of the file. */
    static List<String> keys(Settings started, Settings now) {
        return differences("", started, now).stream()
                .filter(key -> !RELOADED.contains(key))
                .toList();
    }

    private static List<String> differences(String prefix, Record one, Record other) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            String key = prefix + kebab(component.getName());
            Object before = value(component, one);
            Object after = value(component, other);
            if ((prefix.isEmpty() && !PARTS.contains(key)) || Objects.equals(before, after)) {
                continue;
            }
            if (prefix.isEmpty() && before instanceof Record was && after instanceof Record is) {
                keys.addAll(differences(key + ".", was, is));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("settings are public records of this module", e);
        }
    }
}
