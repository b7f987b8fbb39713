package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.Secret;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Remembers what binding found out about one file: which values came from outside it, and what its raw nodes became.
 *
 * <p>It outlives loading, since dumps need it, and so holds no instance of a plugin's class.
 */
final class Provenance {

    /** Shorter texts are too likely to be elsewhere by chance. */
    private static final int TELLING = 8;

    private final Set<String> taintedPaths = ConcurrentHashMap.newKeySet();
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();
    private final Map<String, Map<String, Object>> bound = new ConcurrentHashMap<>();

    /** Notes that the value at {@code path} came from outside, in its written and in its parsed form. */
    void taint(KeyPath path, String text, Object value) {
        taintedPaths.add(path.text());
        hide(text);
        hide(value.toString());
    }

    /** Notes a text that no message may hold. */
    void hide(String text) {
        if (!text.isEmpty() && !text.equals(Secret.MASK)) {
            hidden.add(text);
        }
    }

    /** Whether a dump must mask the value at {@code path}; a record may have moved it, so its text counts as well. */
    boolean masks(KeyPath path, String text) {
        return taintedPaths.contains(path.text())
                || hidden.stream().anyMatch(secret -> secret.length() >= TELLING && text.contains(secret));
    }

    /** A message of somebody who has seen the values, without those that must not be shown. */
    String scrub(String message) {
        List<String> longestFirst = hidden.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String scrubbed = message;
        for (String secret : longestFirst) {
            scrubbed = pattern(secret).matcher(scrubbed).replaceAll(Secret.MASK);
        }
        return scrubbed;
    }

    /** A short text counts only as a word of its own, so that a variable that holds "a" does not blot out every message. */
    private static Pattern pattern(String secret) {
        String quoted = Pattern.quote(secret);
        return Pattern.compile(
                secret.length() < TELLING ? "(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])" : quoted);
    }

    /** Keeps the tree of what the raw node at {@code path} was bound to; a node that is bound in parts has all of them. */
    void bound(KeyPath path, Map<String, Object> tree) {
        bound.merge(path.text(), tree, (first, second) -> {
            Map<String, Object> both = new LinkedHashMap<>(first);
            both.putAll(second);
            return both;
        });
    }

    /** The tree that was kept for {@code path}, if that node was ever bound. */
    Optional<Map<String, Object>> boundAt(KeyPath path) {
        return Optional.ofNullable(bound.get(path.text()));
    }
}
