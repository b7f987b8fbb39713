package dev.sluice.proxy.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of one part of a form. */
final class PartHeader {

    private static final Set<String> AS_IT_IS = Set.of("7bit", "8bit", "binary");
    private static final Pattern BARE = Pattern.compile("(?<!\r)\n|\r(?!\n)");
    private static final Pattern NAME = Pattern.compile("(?<![A-Za-z0-9*_-])name\\s*=", Pattern.CASE_INSENSITIVE);
    private static final String ESCAPED_QUOTE = "\\\"";

    private PartHeader() {}

    /**
     * The name of the part's field.
     *
     * @param header lines, the empty one at their end included
     * @return null if it has none
     * @throws FormException if readers could take it for another
     */
    static @Nullable String name(String header) throws FormException {
        if (BARE.matcher(header).find()) {
            throw new FormException("found a part's header with a line break that is not CR and LF");
        }
        String name = null;
        for (String line : lines(header)) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (field.equals("content-disposition")) {
                if (name != null) {
                    throw new FormException("found two content-dispositions of one part");
                }
                name = named(value);
            } else if (field.equals("content-transfer-encoding")
                    && !AS_IT_IS.contains(value.toLowerCase(Locale.ROOT))) {
                throw new FormException("found a part with a content-transfer-encoding");
            }
        }
        return name;
    }

    private static @Nullable String named(String disposition) throws FormException {
        Parameters parameters = Parameters.of(disposition);
        String name = parameters.get("name");
        boolean hides = disposition.contains(ESCAPED_QUOTE)
                && NAME.matcher(disposition).results().count() > 1;
        if (hides || parameters.isEscaped("name") || parameters.names().anyMatch(one -> one.startsWith("name*"))) {
            throw new FormException("found a name that can be read in two ways");
        }
        return name;
    }

    /** Lines that go on in the next are put together. */
    private static List<String> lines(String header) {
        List<String> lines = new ArrayList<>();
        for (String line : header.split("\r\n", -1)) {
            if (!lines.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
                lines.add(lines.removeLast() + line);
            } else {
                lines.add(line);
            }
        }
        return lines;
    }
}
