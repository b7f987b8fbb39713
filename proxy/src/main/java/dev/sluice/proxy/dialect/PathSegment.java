package dev.sluice.proxy.dialect;

import org.jspecify.annotations.Nullable;

/**
 * One segment of a path template with a name in it, such as <code>{model}:generateContent</code>; a plus behind the name says
 * that it may stand for several segments, as <code>{model+}</code> does for {@code provider/model} written into a path.
 *
 * @param prefix what the segment begins with
 * @param name what the middle is called
 * @param suffix what the segment ends with
 * @param many whether the middle may go over several segments
 */
record PathSegment(String prefix, String name, String suffix, boolean many) {
    private static final String MANY = "+";
    private static final int MOST = 8;

    /** Only a model's name may contain a slash: {@code provider/model}, spelled {@code provider%2Fmodel}. */
    private static final String MODEL = "model";

    /** Reads a template's segment; null if it is literal. */
    static @Nullable PathSegment of(String template) {
        int open = template.indexOf('{');
        int close = template.indexOf('}', open + 1);
        if (open < 0 || close < 0) {
            return null;
        }
        String name = template.substring(open + 1, close);
        boolean many = name.endsWith(MANY);
        return new PathSegment(
                template.substring(0, open),
                many ? name.substring(0, name.length() - 1) : name,
                template.substring(close + 1),
                many);
    }

    /** How many segments it may go over, of those that are left. */
    int most(int left) {
        return many ? Math.min(left, MOST) : 1;
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
