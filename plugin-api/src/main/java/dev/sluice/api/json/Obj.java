package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: members in the order they were written.
 *
 * <p>A text may repeat a key. All are kept and written; the last one is what is read. An edit of a repeated key leaves
 * only one, so that no reader can find a value that the edit was meant to replace.
 */
public final class Obj implements Json, Iterable<Member> {
    private static final Member[] NONE = {};

    private final @Nullable Cell cell;
    private Member @Nullable [] members; // A race may read it twice, to arrays that say the same.

    Obj(Cell cell) {
        this.cell = cell;
    }

    Obj(List<Member> members) {
        this.cell = null;
        this.members = members.toArray(NONE);
    }

    /** The value of a key; null if the object has none of that name. */
    public @Nullable Json get(String name) {
        int index = lastIndexOf(name);
        return index < 0 ? null : all()[index].value();
    }

    public boolean has(String name) {
        return lastIndexOf(name) >= 0;
    }

    /** What the string of a key says; null if there is none, or something else. */
    public @Nullable String text(String name) {
        return get(name) instanceof Str s ? s.value() : null;
    }

    /** The object of a key; null if there is none, or something else. */
    public @Nullable Obj object(String name) {
        return get(name) instanceof Obj o ? o : null;
    }

    /** The array of a key; null if there is none, or something else. */
    public @Nullable Arr array(String name) {
        return get(name) instanceof Arr a ? a : null;
    }

    /** The number of a key; null if there is none, or something else. */
    public @Nullable Num number(String name) {
        return get(name) instanceof Num n ? n : null;
    }

    /** The truth of a key; null if there is none, or something else. */
    public @Nullable Boolean bool(String name) {
        return get(name) instanceof Bool b ? (Boolean) b.value() : null;
    }

    /** The members in the order of the text, repeated ones included. */
    public List<Member> members() {
        return Collections.unmodifiableList(Arrays.asList(all()));
    }

    public Stream<Member> stream() {
        return Arrays.stream(all());
    }

    @Override
    public Iterator<Member> iterator() {
        return members().iterator();
    }

    public int size() {
        return all().length;
    }

    public boolean isEmpty() {
        return all().length == 0;
    }

    public boolean hasDuplicateKeys() {
        Set<String> seen = new HashSet<>();
        return !stream().allMatch(member -> seen.add(member.name()));
    }

    /** This object with a key's value replaced where it stands, or added at the end. */
    public Obj with(String name, Json value) {
        Member[] all = all();
        int last = lastIndexOf(name);
        if (last >= 0 && all[last].value() == value) {
            return this;
        }
        List<Member> edited = new ArrayList<>(all.length + 1);
        for (int i = 0; i < all.length; i++) {
            Member member = all[i];
            if (i == last) {
                edited.add(member.with(value));
            } else if (!member.isNamed(name)) {
                edited.add(member);
            }
        }
        if (last < 0) {
            edited.add(new Member(name, value));
        }
        return new Obj(edited);
    }

    public Obj with(String name, String value) {
        return with(name, Json.of(value));
    }

    /** This object without a key, all of its values included. */
    public Obj without(String name) {
        return has(name) ? new Obj(stream().filter(m -> !m.isNamed(name)).toList()) : this;
    }

    /** This object with a key's value mapped; itself if there is none, or the mapping changes nothing. */
    public Obj update(String name, UnaryOperator<Json> change) {
        Json value = get(name);
        return value == null ? this : with(name, change.apply(value));
    }

    private int lastIndexOf(String name) {
        Member[] all = all();
        int index = all.length - 1;
        while (index >= 0 && !all[index].isNamed(name)) {
            index--;
        }
        return index;
    }

    private Member[] all() {
        Member[] known = members;
        if (known == null) {
            known = cell == null ? NONE : read(cell);
            members = known;
        }
        return known;
    }

    private static Member[] read(Cell cell) {
        List<Member> members = new ArrayList<>();
        Cell key = cell.next();
        while (key.entry() < cell.after()) {
            members.add(new Member(key));
            key = new Cell(cell.tape(), key.next().after());
        }
        return members.toArray(NONE);
    }

    @Override
    public void writeTo(Buffer out) {
        if (cell != null) {
            cell.writeTo(out);
            return;
        }
        byte before = '{';
        for (Member member : all()) {
            member.writeTo(out.appendByte(before));
            before = ',';
        }
        out.appendString(isEmpty() ? "{}" : "}");
    }

    @Override
    public String toString() {
        return toBuffer().toString();
    }

    /** Collects members for a new object; a key that is put twice keeps its place and takes the later value. */
    public static final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        Builder() {}

        /** Puts a value that {@link Json#from} takes. */
        public Builder put(String name, @Nullable Object value) {
            members.put(name, Json.from(value));
            return this;
        }

        /** Puts a value unless it is null. */
        public Builder putIfPresent(String name, @Nullable Object value) {
            return value == null ? this : put(name, value);
        }

        public Obj build() {
            return new Obj(members.entrySet().stream()
                    .map(member -> new Member(member.getKey(), member.getValue()))
                    .toList());
        }
    }
}
