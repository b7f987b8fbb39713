package dev.sluice.proxy.dialect;

import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/** Reads numbers that a provider may have got wrong. */
public final class Numbers {

    private Numbers() {}

    /** A whole number; {@code otherwise} if it is none. */
    public static int asInt(@Nullable Num number, int otherwise) {
        try {
            return number == null ? otherwise : number.asInt();
        } catch (ArithmeticException e) {
            return otherwise;
        }
    }

    /** The first of some members that is a count; -1 if none is. */
    public static long count(@Nullable Obj object, String... names) {
        for (String name : names) {
            Num number = object == null ? null : object.number(name);
            long count = number == null ? -1 : asLong(number);
            if (count >= 0) {
                return count;
            }
        }
        return -1;
    }

    private static long asLong(Num number) {
        try {
            return number.asLong();
        } catch (ArithmeticException e) {
            return -1;
        }
    }
}
