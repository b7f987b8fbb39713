package dev.sluice.proxy.dialect;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes single parameters of a request, which all APIs have as numbers and texts of an object. */
public final class Values {

    private Values() {}

    /**
     * A number.
     *
     * @param number as it stands; null if there is none
     * @param as what it is wanted as
     * @param <T> the type
     * @return null if it is none, or out of range: the provider will say so; to us it says nothing
     */
    public static <T> @Nullable T number(@Nullable Num number, Function<Num, T> as) {
        try {
            return number == null ? null : as.apply(number);
        } catch (ArithmeticException e) {
            return null; // As the caller is told.
        }
    }

    /**
     * Texts.
     *
     * @param value one, or a list of them
     * @return those that are texts; none if it is something else
     */
    public static List<String> texts(@Nullable Json value) {
        return switch (value) {
            case Str one -> List.of(one.value());
            case Arr several ->
                several.stream()
                        .filter(Str.class::isInstance)
                        .map(text -> ((Str) text).value())
                        .toList();
            case null, default -> List.of();
        };
    }

    /**
     * Changes a member if its value is to be another.
     *
     * @param object that has it
     * @param name its name
     * @param from what it says now; null or an empty list for nothing
     * @param to what it shall say; null or an empty list for nothing
     * @return the same object if both are equal
     */
    public static Obj changed(Obj object, String name, @Nullable Object from, @Nullable Object to) {
        if (Objects.equals(from, to)) {
            return object;
        }
        return to == null || (to instanceof List<?> list && list.isEmpty())
                ? object.without(name)
                : object.with(name, Json.from(to));
    }
}
