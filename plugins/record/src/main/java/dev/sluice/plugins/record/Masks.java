package dev.sluice.plugins.record;

import dev.sluice.api.Masking;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/** The config's patterns, applied one after the other. */
final class Masks implements Masking {

    private final List<Mask> masks;

    Masks(List<RecordConfig.MaskRule> rules) {
        this.masks = rules.stream()
                .map(rule -> new Mask(rule.compiled(), Matcher.quoteReplacement(rule.replacement())))
                .toList();
    }

    /** What the call's own masking leaves, masked by these, too. */
    Masking after(@Nullable Masking calls) {
        return calls == null ? this : calls.andThen(this);
    }

    @Override
    public String mask(String text) {
        String masked = text;
        for (Mask mask : masks) {
            masked = mask.pattern().matcher(masked).replaceAll(mask.replacement());
        }
        return masked;
    }

    private record Mask(Pattern pattern, String replacement) {}
}
