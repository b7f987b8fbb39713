package dev.sluice.plugins.redact.token;

import dev.sluice.plugins.redact.check.Checks;
import java.util.Locale;
import java.util.Set;

/**
 * Says which values are the same, though they are written in other ways: a telephone number with other separators, an address in
 * capitals. Of some entities every character counts: a password in capitals is another password, and 1.11.1.1 is not 11.1.1.1.
 *
 * @param exact names of the entities of which every character counts
 */
public record Alike(Set<String> exact) {

    private static final int LONGEST_NUMBER = 64;

    public Alike {
        exact = Set.copyOf(exact);
    }

    /**
     * What values that are the same have in common.
     *
     * @param entity what the value is
     * @param value as it is written
     * @return the same text for the same value
     */
    public String normal(String entity, String value) {
        if (exact.contains(entity)) {
            return value;
        }
        boolean isNumber = value.chars().anyMatch(Character::isDigit)
                && value.length() <= LONGEST_NUMBER
                && value.indexOf('@') < 0;
        return isNumber ? Checks.compact(value) : value.toLowerCase(Locale.ROOT);
    }
}
