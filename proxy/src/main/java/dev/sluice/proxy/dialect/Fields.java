package dev.sluice.proxy.dialect;

import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one object and remembers which: those that nobody asked for, or that are of another type than
 * expected, are told at the end. So a field that is new to Sluice is never dropped in silence.
 */
public final class Fields {

    private static final String UNKNOWN = "is not known to this version and was left out";

    private final Obj object;
    private final String path;
    private final Losses losses;
    private final Set<String> read = new HashSet<>();

    private Fields(Obj object, String path, Losses losses) {
        this.object = object;
        this.path = path;
        this.losses = losses;
    }

    /**
     * Begins to read an object.
     *
     * @param object the object
     * @param path where it stands, empty for the top
     * @param losses takes what is left
     * @return nothing read yet
     */
    public static Fields of(Obj object, String path, Losses losses) {
        return new Fields(object, path, losses);
    }

    /** A string; null if there is none. */
    public @Nullable String text(String name) {
        return get(name) instanceof Str text && took(name) ? text.value() : null;
    }

    /** A string; empty if there is none. */
    public String textOrEmpty(String name) {
        return Texts.orEmpty(text(name));
    }

    /** A number; null if there is none. */
    public @Nullable Double decimal(String name) {
        return number(name, Num::asDouble);
    }

    /** A whole number of 32 bits; null if there is none. */
    public @Nullable Integer integer(String name) {
        return number(name, Num::asInt);
    }

    /** A whole number of 64 bits; null if there is none. */
    public @Nullable Long whole(String name) {
        return number(name, Num::asLong);
    }

    /** True or false; null if there is none. */
    public @Nullable Boolean truth(String name) {
        return (get(name) instanceof Bool bool && took(name)) ? (Boolean) bool.value() : null;
    }

    /** An object; null if there is none. */
    public @Nullable Obj object(String name) {
        return get(name) instanceof Obj inner && took(name) ? inner : null;
    }

    /** An array; null if there is none. */
    public @Nullable Arr array(String name) {
        return get(name) instanceof Arr inner && took(name) ? inner : null;
    }

    /** Any value but null; null if there is none. */
    public @Nullable Json any(String name) {
        Json value = get(name);
        return value != null && took(name) ? value : null;
    }

    /** Members whose absence changes nothing. */
    public Fields skip(String... names) {
        read.addAll(Set.of(names));
        return this;
    }

    /** A member that says nothing if it is an object without members. */
    public Fields skipEmpty(String name) {
        return get(name) instanceof Obj object && object.isEmpty() ? skip(name) : this;
    }

    /** A member that cannot be carried over, for a reason of its own. */
    public Fields lose(String name, String reason) {
        if (get(name) != null && took(name)) {
            losses.add(at(name), reason);
        }
        return this;
    }

    /** Tells of every member that was not asked for. */
    public void rest() {
        for (Member member : object) {
            if (member.value() != Null.NULL && !read.contains(member.name())) {
                losses.add(at(member.name()), UNKNOWN);
            }
        }
    }

    /** The place of a member. */
    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Where losses go. */
    public Losses losses() {
        return losses;
    }

    private @Nullable Json get(String name) {
        Json value = object.get(name);
        return value == Null.NULL ? null : value;
    }

    private boolean took(String name) {
        read.add(name);
        return true;
    }

    private <T> @Nullable T number(String name, Function<Num, T> as) {
        try {
            return get(name) instanceof Num number && took(name) ? as.apply(number) : null;
        } catch (ArithmeticException e) {
            read.remove(name); // Out of range: told as what could not be read.
            return null;
        }
    }
}
