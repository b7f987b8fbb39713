package dev.sluice.proxy.upstream;

import dev.sluice.api.stream.Coding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What of {@code accept-encoding} (RFC 9110, section 12.5.3) can be undone here. */
final class AcceptedCodings {

    private static final Pattern ZERO = Pattern.compile("0(\\.0{0,3})?");

    private AcceptedCodings() {}

    /**
     * Leaves out the codings that are not known here.
     *
     * @param accepted a value of the field
     * @return the same if nothing has to go, or if nothing would be left that the client takes; never empty, since an empty one and
     *     none differ in meaning
     */
    static String readable(String accepted) {
        if (accepted.equals("gzip") || accepted.equals("gzip, deflate") || accepted.equals("identity")) {
            return accepted;
        }
        List<String> known = new ArrayList<>();
        boolean takesSome = false;
        boolean takesPlain = true;
        int all = 0;
        for (String coding : accepted.split(",", -1)) {
            all++;
            String name = name(coding);
            if (!name.equals("*") && Coding.isKnown(name)) {
                known.add(coding.strip());
                takesSome |= !isRefused(coding);
            }
            takesPlain &= !isRefused(coding) || !(name.equals("*") || name.equals("identity"));
        }
        if (known.size() == all || (!takesSome && !takesPlain)) {
            return accepted;
        }
        return takesSome ? String.join(", ", known) : "identity";
    }

    private static String name(String coding) {
        int weight = coding.indexOf(';');
        return (weight < 0 ? coding : coding.substring(0, weight)).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether its weight is zero. */
    private static boolean isRefused(String coding) {
        int weight = coding.indexOf('=');
        return weight >= 0 && ZERO.matcher(coding.substring(weight + 1).strip()).matches();
    }
}
