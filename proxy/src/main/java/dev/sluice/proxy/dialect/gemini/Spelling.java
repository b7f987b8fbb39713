package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.JsonSyntaxException;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Edits;
import io.vertx.core.buffer.Buffer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The spellings of one thing that the API takes, as the JSON form of protocol buffers has it. */
final class Spelling {

    private Spelling() {}

    /** A name as the API's own documents spell it. */
    static String camel(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = i > 0;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }

    /** The name by which an object has a member; the API's own if it has none. */
    static String in(Obj object, String camel) {
        if (!object.has(camel)) {
            for (Member member : object) {
                if (camel(member.name()).equals(camel)) {
                    return member.name();
                }
            }
        }
        return camel;
    }

    static @Nullable Json get(@Nullable Obj object, String camel) {
        return object == null ? null : object.get(in(object, camel));
    }

    static @Nullable Obj object(@Nullable Obj object, String camel) {
        return get(object, camel) instanceof Obj inner ? inner : null;
    }

    static @Nullable String text(@Nullable Obj object, String camel) {
        return get(object, camel) instanceof Str text ? text.value() : null;
    }

    /** A number, which may also stand in quotes. */
    static @Nullable Num number(@Nullable Obj object, String camel) {
        return switch (get(object, camel)) {
            case Num number -> number;
            case Str text -> quoted(text.value());
            case null, default -> null;
        };
    }

    private static @Nullable Num quoted(String text) {
        try {
            return Json.parse(Buffer.buffer(text)) instanceof Num number ? number : null;
        } catch (JsonSyntaxException e) {
            return null; // Not a number: the provider will say so.
        }
    }

    /** The objects of a list, or the one that stands in its place. */
    static Stream<Obj> objects(@Nullable Json value) {
        return switch (value) {
            case Arr array -> array.stream().filter(Obj.class::isInstance).map(Obj.class::cast);
            case Obj one -> Stream.of(one);
            case null, default -> Stream.empty();
        };
    }

    static Json eachObject(Json value, UnaryOperator<Obj> edit) {
        return value instanceof Obj one ? edit.apply(one) : Edits.eachObject(value, edit);
    }

    /** Edits the members of an object, which the edit sees by the API's own names. */
    static Obj members(Obj object, Edits.MemberEdit edit) {
        return Edits.members(object, (name, value) -> edit.edit(camel(name), value));
    }

    /** An object with the API's own names; itself if it has no others. */
    static Obj normal(Obj object) {
        if (object.stream().noneMatch(member -> member.name().indexOf('_') >= 0)) {
            return object;
        }
        Obj.Builder normal = Json.object();
        for (Member member : object) {
            normal.put(camel(member.name()), member.value());
        }
        return normal.build();
    }
}
