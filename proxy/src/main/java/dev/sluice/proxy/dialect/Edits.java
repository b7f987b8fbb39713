package dev.sluice.proxy.dialect;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import java.util.function.UnaryOperator;

/** Edits of documents that return the very same object where nothing changed; what is of another shape is left alone. */
public final class Edits {

    private Edits() {}

    /** Says what a member's value becomes. */
    @FunctionalInterface
    public interface MemberEdit {
        /**
         * Edits one value.
         *
         * @param name the member's
         * @param value the member's
         * @return the new value, or the same
         */
        Json edit(String name, Json value);
    }

    /**
     * Edits each member of an object, in the order of the text; of a repeated key only the value that counts.
     *
     * @param object whose members
     * @param edit called for each
     * @return the object with what changed
     */
    public static Obj members(Obj object, MemberEdit edit) {
        Obj edited = object;
        for (Member member : object) {
            Json value = member.value();
            if (object.get(member.name()) == value) {
                Json changed = edit.edit(member.name(), value);
                edited = changed == value ? edited : edited.with(member.name(), changed);
            }
        }
        return edited;
    }

    /**
     * Edits a string.
     *
     * @param value any value
     * @param edit called if it is a string
     * @return the same value if the edit says the same
     */
    public static Json text(Json value, UnaryOperator<String> edit) {
        if (!(value instanceof Str text)) {
            return value;
        }
        String changed = edit.apply(text.value());
        return changed.equals(text.value()) ? text : Json.of(changed);
    }

    /**
     * Edits an object.
     *
     * @param value any value
     * @param edit called if it is an object
     * @return what it becomes
     */
    public static Json object(Json value, UnaryOperator<Obj> edit) {
        return value instanceof Obj object ? edit.apply(object) : value;
    }

    /**
     * Edits the elements of an array.
     *
     * @param value any value
     * @param edit called for each element if it is an array
     * @return what it becomes
     */
    public static Json each(Json value, UnaryOperator<Json> edit) {
        return value instanceof Arr array ? array.map(edit) : value;
    }

    /**
     * Edits the objects in an array.
     *
     * @param value any value
     * @param edit called for each element that is an object, if the value is an array
     * @return what it becomes
     */
    public static Json eachObject(Json value, UnaryOperator<Obj> edit) {
        return each(value, element -> object(element, edit));
    }

    /** Edits an element, knowing its place. */
    @FunctionalInterface
    public interface ElementEdit {
        /**
         * Edits one element.
         *
         * @param index from 0 on
         * @param element an object
         * @return the new element, or the same
         */
        Obj edit(int index, Obj element);
    }

    /**
     * Edits the objects in an array by their place.
     *
     * @param value any value
     * @param edit called for each element that is an object, if the value is an array
     * @return what it becomes
     */
    public static Json indexed(Json value, ElementEdit edit) {
        if (!(value instanceof Arr array)) {
            return value;
        }
        Arr edited = array;
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof Obj element) {
                edited = edited.with(i, edit.edit(i, element));
            }
        }
        return edited;
    }
}
