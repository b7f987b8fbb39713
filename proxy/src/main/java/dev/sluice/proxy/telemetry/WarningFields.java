package dev.sluice.proxy.telemetry;

import dev.sluice.api.Journal;
import java.util.List;

/**
 * What a call was warned of, in few words.
 *
 * @param count how many warnings there were
 * @param names the fields that they are about, or how they begin; the first {@value #MOST} of them
 */
public record WarningFields(int count, List<String> names) {

    /** No warnings. */
    public static final WarningFields NONE = new WarningFields(0, List.of());

    private static final int MOST = 16;
    private static final int LONGEST = 48;

    public WarningFields {
        names = List.copyOf(names);
    }

    /**
     * Reads a journal.
     *
     * @param journal of the call
     * @param from so many warnings are left out, the first ones
     * @return {@link #NONE} for nearly every call
     */
    public static WarningFields of(Journal journal, int from) {
        int count = journal.warned() - from;
        if (count <= 0) {
            return NONE;
        }
        List<String> names = journal.warnings().stream()
                .skip(from)
                .limit(MOST)
                .map(WarningFields::name)
                .toList();
        return new WarningFields(count, names);
    }

    /** In one line: all names, and whether there are more. */
    @Override
    public String toString() {
        String all = String.join(", ", names);
        return count > names.size() ? all + ", ..." : all;
    }

    /** Most begin with the field that they are about, and a colon. */
    private static String name(String warning) {
        int colon = warning.indexOf(": ");
        String name = colon < 0 ? warning : warning.substring(0, colon);
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
    }
}
