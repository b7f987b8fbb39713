package dev.sluice.proxy.translate;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds where something stands in a client's document, so that an error or a warning can name it: what documents mean says no more where
 * it was read.
 *
 * @param body the document
 */
record Whereabouts(Obj body) {

    /**
     * Where a text stands.
     *
     * @param value the text
     * @param among says of a member's name whether the text may stand there
     * @param otherwise if it stands nowhere, such as in another spelling
     * @return the first place, such as {@code messages[2].content[0].source.file_id}
     */
    String of(String value, Predicate<String> among, String otherwise) {
        String found = member(body, "", value, among);
        return found == null ? otherwise : found;
    }

    private static @Nullable String within(Json json, String path, String value, Predicate<String> among) {
        return switch (json) {
            case Obj object -> member(object, path, value, among);
            case Arr array -> {
                String found = null;
                for (int i = 0; i < array.size() && found == null; i++) {
                    found = within(array.get(i), path + "[" + i + "]", value, among);
                }
                yield found;
            }
            default -> null;
        };
    }

    private static @Nullable String member(Obj object, String path, String value, Predicate<String> among) {
        for (Member member : object) {
            String place = path.isEmpty() ? member.name() : path + "." + member.name();
            if (path.isEmpty() && member.name().equals("tools")) {
                continue; // What may be called; nothing of the conversation.
            }
            if (member.value() instanceof Str text && text.value().equals(value) && among.test(member.name())) {
                return place;
            }
            String found = within(member.value(), place, value, among);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
