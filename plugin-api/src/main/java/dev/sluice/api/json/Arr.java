package dev.sluice.api.json;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON array. */
public final class Arr implements Json, Iterable<Json> {
    private final @Nullable Cell cell;
    private @Nullable List<Item> items; // A race may read it twice, to lists that say the same.

    Arr(Cell cell) {
        this.cell = cell;
    }

    private Arr(List<Item> items) {
        this.cell = null;
        this.items = List.copyOf(items);
    }

    static Arr of(List<? extends Json> values) {
        return new Arr(values.stream().map(Item::new).toList());
    }

    /** The value at an index from 0 on; beyond the end, an {@link IndexOutOfBoundsException}. */
    public Json get(int index) {
        return items().get(index).value();
    }

    public int size() {
        return items().size();
    }

    public boolean isEmpty() {
        return items().isEmpty();
    }

    public Stream<Json> stream() {
        return items().stream().map(Item::value);
    }

    @Override
    public Iterator<Json> iterator() {
        Iterator<Item> all = items().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Json next() {
                return all.next().value();
            }
        };
    }

    /** This array with one value replaced. */
    public Arr with(int index, Json value) {
        Item item = items().get(index);
        if (item.value() == value) {
            return this;
        }
        List<Item> edited = new ArrayList<>(items());
        edited.set(index, item.with(value));
        return new Arr(edited);
    }

    /** This array with one more value at its end. */
    public Arr plus(Json value) {
        return insert(size(), value);
    }

    /** This array with one more value before that at an index. */
    public Arr insert(int index, Json value) {
        List<Item> edited = new ArrayList<>(items());
        edited.add(index, new Item(value));
        return new Arr(edited);
    }

    public Arr without(int index) {
        List<Item> edited = new ArrayList<>(items());
        edited.remove(index);
        return new Arr(edited);
    }

    /** This array with each value mapped; itself if the mapping changes none. */
    public Arr map(UnaryOperator<Json> change) {
        List<Item> edited = new ArrayList<>(size());
        boolean changed = false;
        for (Item item : items()) {
            Json value = change.apply(item.value());
            changed |= value != item.value();
            edited.add(item.with(value));
        }
        return changed ? new Arr(edited) : this;
    }

    private List<Item> items() {
        List<Item> known = items;
        if (known == null) {
            known = cell == null ? List.of() : read(cell);
            items = known;
        }
        return known;
    }

    private static List<Item> read(Cell cell) {
        List<Item> items = new ArrayList<>();
        Cell at = cell.next();
        while (at.entry() < cell.after()) {
            items.add(new Item(at.node(), at));
            at = new Cell(cell.tape(), at.after());
        }
        return List.copyOf(items);
    }

    @Override
    public void writeTo(Buffer out) {
        if (cell != null) {
            cell.writeTo(out);
            return;
        }
        byte before = '[';
        for (Item item : items()) {
            item.writeTo(out.appendByte(before));
            before = ',';
        }
        out.appendString(items().isEmpty() ? "[]" : "]");
    }

    @Override
    public String toString() {
        return toBuffer().toString();
    }

    /** A value and the place in the source whose white space it keeps, even when another value came to stand there. */
    private record Item(Json value, @Nullable Cell home) {
        Item(Json value) {
            this(value, null);
        }

        Item with(Json other) {
            return other == value ? this : new Item(other, home);
        }

        void writeTo(Buffer out) {
            if (home == null) {
                value.writeTo(out);
            } else {
                home.writeFromGapTo(home, out);
                value.writeTo(out);
                home.writeGapAfter(out);
            }
        }
    }
}
