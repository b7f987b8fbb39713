package dev.sluice.proxy.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request or a reply as it was on the wire.
 *
 * @param head with the empty line
 * @param body a character for each byte, without chunk sizes
 */
public record Message(String head, String body) {

    /** The status of a reply. */
    public int status() {
        return Integer.parseInt(head.substring(9, 12));
    }

    /** The first line. */
    public String line() {
        return head.substring(0, head.indexOf("\r\n"));
    }

    /** All values of a field. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (String line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                values.add(line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    public @Nullable String field(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.getFirst();
    }
}
