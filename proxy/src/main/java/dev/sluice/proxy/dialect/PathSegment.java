package dev.sluice.proxy.dialect;

import org.jspecify.annotations.Nullable;

/**
 * One segment of a path template with a name in it, such as <code>{model}:generateContent</code>.
 *
 * @param prefix what the segment begins with
 * @param name what the middle is called
 * @param suffix what the segment ends with
 */
record PathSegment(String prefix, String name, String suffix) {

    /** Only a model's name may contain a slash: {@code provider/model}, spelled {@code provider%2Fmodel}. */
    private static final String MODEL = "model";

    /** Reads a template's segment; null if it is literal. */
    static @Nullable PathSegment of(String template) {
        int open = template.indexOf('{');
        int close = template.indexOf('}', open + 1);
        return open < 0 || close < 0
                ? null
                : new PathSegment(
                        template.substring(0, open),
                        template.substring(open + 1, close),
                        template.substring(close + 1));
    }

    /** What stands in the middle of a decoded segment; null if the segment does not fit. */
    @Nullable String capture(String segment) {
        int length = segment.length() - prefix.length() - suffix.length();
        if (length <= 0 || !segment.startsWith(prefix) || !segment.endsWith(suffix)) {
            return null;
        }
        String middle = segment.substring(prefix.length(), prefix.length() + length);
        return middle.indexOf('/') < 0 || name.equals(MODEL) ? middle : null;
    }

    /** How much of it is fixed: the more, the more specific. */
    int literalLength() {
        return prefix.length() + suffix.length();
    }
}
