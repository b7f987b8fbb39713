package dev.sluice.proxy.server;

import dev.sluice.api.Call;
import dev.sluice.api.Headers;
import dev.sluice.api.Journal;
import dev.sluice.api.Target;
import dev.sluice.proxy.telemetry.WarningFields;
import io.vertx.core.MultiMap;
import java.util.List;

/** What Sluice itself says in the header of a reply. */
final class ReplyHead {

    private static final String WARNING = "x-sluice-warning";
    private static final int MAX_WARNINGS = 8;

    private ReplyHead() {}

    static void copy(Headers headers, MultiMap out) {
        headers.forEach(out::add);
    }

    static void own(String id, Call call, long overheadNanos, MultiMap out) {
        out.set("x-sluice-call-id", id);
        out.set("x-sluice-route", call.route());
        out.set("x-sluice-overhead-us", Long.toString(overheadNanos / 1000));
        Journal journal = call.journal();
        Target target = journal.target();
        if (target != null) {
            out.set("x-sluice-target", printable(target.toString()));
        }
        warnings(journal, out);
    }

    /** The first ones; of the rest, what they are about. */
    private static void warnings(Journal journal, MultiMap out) {
        List<String> warnings = journal.warnings();
        for (int i = 0; i < Math.min(warnings.size(), MAX_WARNINGS); i++) {
            out.add(WARNING, printable(warnings.get(i)));
        }
        if (warnings.size() > MAX_WARNINGS) {
            WarningFields rest = WarningFields.of(journal, MAX_WARNINGS);
            out.add(WARNING, printable("and " + rest.count() + " more: " + rest));
        }
    }

    /** A field's value may hold visible ASCII and spaces; what a client chose may hold anything. */
    private static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return text.replaceAll("[^ -~]", "?");
            }
        }
        return text;
    }
}
