package dev.sluice.proxy.dialect;

import dev.sluice.api.dialect.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** The dialects that clients and providers may speak, by name. */
public final class Dialects {

    private final Map<String, Dialect> byName;

    private Dialects(List<Dialect> all) {
        Map<String, Dialect> found = new LinkedHashMap<>();
        all.forEach(dialect -> found.putIfAbsent(dialect.name(), dialect));
        this.byName = found;
    }

    /**
     * Those that are built in: each has a line in {@code META-INF/services/dev.sluice.api.dialect.Dialect}.
     *
     * @return in the order of that file; where two have the same path, the first has it
     */
    public static Dialects builtIn() {
        List<Dialect> all = new ArrayList<>();
        ServiceLoader.load(Dialect.class, Dialects.class.getClassLoader()).forEach(all::add);
        return of(all);
    }

    /**
     * Some.
     *
     * @param all in the order in which they are asked for a path
     * @return these
     */
    public static Dialects of(List<Dialect> all) {
        return new Dialects(all);
    }

    /**
     * All of them.
     *
     * @return in order
     */
    public List<Dialect> all() {
        return List.copyOf(byName.values());
    }

    /**
     * Their names.
     *
     * @return in order
     */
    public Set<String> names() {
        return byName.keySet();
    }

    /**
     * One of them.
     *
     * @param name as in the config
     * @return empty if there is none of that name
     */
    public Optional<Dialect> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
