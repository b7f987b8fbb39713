package dev.sluice.proxy.upstream;

import dev.sluice.api.stream.Coding;
import java.util.ArrayList;
import java.util.List;

/** What of {@code accept-encoding} (RFC 9110, section 12.5.3) can be undone here. */
final class AcceptedCodings {

    private AcceptedCodings() {}

    /**
     * Leaves out the codings that are not known here.
     *
     * @param accepted a value of the field
     * @return the same if nothing has to go; never empty, since an empty one and none differ in meaning
     */
    static String readable(String accepted) {
        if (accepted.equals("gzip") || accepted.equals("gzip, deflate") || accepted.equals("identity")) {
            return accepted;
        }
        List<String> known = new ArrayList<>();
        int all = 0;
        for (String coding : accepted.split(",", -1)) {
            all++;
            if (Coding.isKnown(name(coding))) {
                known.add(coding.strip());
            }
        }
        if (known.size() == all) {
            return accepted;
        }
        return known.isEmpty() ? "identity" : String.join(", ", known);
    }

    private static String name(String coding) {
        int weight = coding.indexOf(';');
        return weight < 0 ? coding : coding.substring(0, weight);
    }
}
