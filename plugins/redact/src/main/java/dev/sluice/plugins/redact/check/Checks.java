package dev.sluice.plugins.redact.check;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** All checks by name. Most see a candidate in capitals and without what groups it: spaces, dots, dashes, slashes, colons. */
public final class Checks {

    private static final Map<String, Predicate<String>> BY_NAME = byName();

    private Checks() {}

    /**
     * Finds a check.
     *
     * @param name as an entity's entry names it
     * @return true for what can be such an identifier; called with what the entry's own pattern matches
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Predicate<String> named(String name) {
        Predicate<String> check = BY_NAME.get(name);
        if (check == null) {
            throw new IllegalArgumentException(
                    "expected one of the checks " + new TreeSet<>(BY_NAME.keySet()) + ", found '" + name + "'");
        }
        return check;
    }

    /**
     * The names of all checks.
     *
     * @return those that {@link #named} finds
     */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * Takes out what only groups an identifier.
     *
     * @param text as it was written
     * @return in capitals, without separators: two ways to write one identifier give one text
     */
    public static String compact(String text) {
        StringBuilder compact = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && ".-/:()\u2010\u2011\u2012\u2013\u00a0".indexOf(c) < 0) {
                compact.append(c);
            }
        }
        return compact.toString().toUpperCase(Locale.ROOT);
    }

    private static Map<String, Predicate<String>> byName() {
        Map<String, Predicate<String>> all = new HashMap<>();
        Network.CHECKS.forEach(all::put);
        Coins.CHECKS.forEach(all::put);
        all.putAll(Things.CHECKS);
        all.put("phone-like", Phones::isUnplanned);
        Map<String, Predicate<String>> compacted = new HashMap<>();
        compacted.put("luhn", Digits::luhn);
        compacted.put("verhoeff", Digits::verhoeff);
        compacted.put("vin", Things.CHECKS.get("vin"));
        compacted.putAll(Money.CHECKS);
        compacted.putAll(America.CHECKS);
        compacted.putAll(Asia.CHECKS);
        compacted.putAll(Europe.CHECKS);
        compacted.putAll(Germany.CHECKS);
        compacted.putAll(Italy.CHECKS);
        compacted.putAll(North.CHECKS);
        compacted.forEach((name, check) -> all.put(name, text -> check.test(compact(text))));
        return Map.copyOf(all);
    }
}
