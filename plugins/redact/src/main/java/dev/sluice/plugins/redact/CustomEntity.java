package dev.sluice.plugins.redact;

import dev.sluice.plugins.redact.detect.Entity;
import dev.sluice.plugins.redact.detect.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.safere.Pattern;

/** Makes an entity out of what an operator wrote. */
final class CustomEntity {

    private CustomEntity() {}

    static Entity of(RedactConfig.Custom custom) {
        List<Rule> rules = new ArrayList<>();
        for (String pattern : custom.patterns()) {
            rules.add(Rule.always(custom.score(), Pattern.compile(pattern)));
        }
        if (!custom.words().isEmpty()) {
            String any = custom.words().stream()
                    .sorted((left, right) -> right.length() - left.length())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|", "(?:", ")"));
            rules.add(Rule.words(Pattern.compile(any, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)));
        }
        List<String> near = custom.near().stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        // Words are found in any case; what a pattern finds may be a key, of which every letter counts.
        boolean exact = !custom.patterns().isEmpty();
        return new Entity(custom.name(), "custom", "", rules, near, exact, List.of());
    }
}
