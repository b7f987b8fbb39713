package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.Nearest;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what somebody meant to write. */
public final class Suggestion {

    private static final int LISTED = 10;

    private Suggestion() {}

    /** A hint that names the nearest of the {@code known} words, and all of them, called {@code what}, if they are few. */
    public static @Nullable String hint(String word, Collection<String> known, String what) {
        Optional<String> meant = Nearest.to(word, known).map(near -> "did you mean '" + near + "'?");
        if (known.size() > LISTED) {
            return meant.orElse(null);
        }
        String list = known.isEmpty() ? "none" : known.stream().sorted().collect(Collectors.joining(", "));
        return meant.map(text -> text + " (" + what + ": " + list + ")").orElse(what + ": " + list);
    }
}
