package dev.sluice.plugins.redact;

import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What of a prompt has no text that anything could be looked for in: pictures, sound, files, parts of an unknown kind. */
final class Unseen {

    private Unseen() {}

    /** How many of each there are, in words; empty if there are none. */
    static String in(Prompt prompt) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Message message : prompt.messages()) {
            message.parts().forEach(part -> count(part, counts));
        }
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    /** An unknown kind goes by no name: that is the caller's word, and may say anything. */
    private static void count(Part part, Map<String, Integer> counts) {
        if (part instanceof Part.Media media) {
            counts.merge(media.kind().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        } else if (part instanceof Part.Unknown) {
            counts.merge("unknown part", 1, Integer::sum);
        }
    }
}
