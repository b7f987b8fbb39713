package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.Binds;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Shorthand;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record as a config file shows it: its keys, in the order of its components.
 *
 * @param shorthand the key whose value may stand for the whole record
 */
record RecordShape(Class<? extends Record> type, String doc, List<Key> keys, Optional<Key> shorthand) {

    /**
     * One component.
     *
     * @param wrapped whether the component is an {@code Optional}
     * @param nullable whether it may be left out and is then null
     * @param fallback what stands in the file's place if it is left out
     */
    record Key(
            String name,
            RecordComponent component,
            Shape shape,
            boolean wrapped,
            boolean nullable,
            Optional<String> fallback,
            String doc,
            Range range) {

        boolean required() {
            boolean collection = shape instanceof Shape.Items || shape instanceof Shape.Table;
            return !(wrapped || nullable || collection || fallback.isPresent());
        }

        /** The value of a key that is left out and has no fallback. */
        @Nullable Object absent() {
            if (wrapped) {
                return Optional.empty();
            }
            return switch (shape) {
                case Shape leftOut when nullable -> null;
                case Shape.Items items -> items.distinct() ? Set.of() : List.of();
                case Shape.Table table -> Map.of();
                default -> null;
            };
        }
    }

    /** The numbers that a key may have. */
    record Range(Optional<Double> min, Optional<Double> max) {

        static final Range ANY = new Range(Optional.empty(), Optional.empty());

        boolean holds(double number) {
            return min.map(least -> number >= least).orElse(true)
                    && max.map(most -> number <= most).orElse(true);
        }

        /** What is allowed, as in "a number at least 1". */
        @Override
        public String toString() {
            if (min.isPresent() && max.isPresent()) {
                return "from " + plain(min.get()) + " to " + plain(max.get());
            }
            return min.map(least -> "at least " + plain(least))
                    .or(() -> max.map(most -> "at most " + plain(most)))
                    .orElse("any");
        }

        /** As people write it: 2, not 2.0. */
        static String plain(double number) {
            return json(number).toString();
        }

        static Number json(double number) {
            boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
            return whole ? (Number) (long) number : (Number) number;
        }
    }

    static RecordShape of(Class<? extends Record> type) {
        List<Key> keys =
                Arrays.stream(type.getRecordComponents()).map(RecordShape::key).toList();
        Shorthand shorthand = type.getAnnotation(Shorthand.class);
        Optional<Key> standIn = keys.stream()
                .filter(key -> shorthand != null && key.component().getName().equals(shorthand.value()))
                .findFirst();
        if (shorthand != null && standIn.isEmpty()) {
            throw new IllegalStateException(
                    "@Shorthand(\"" + shorthand.value() + "\") names no component of " + type.getName());
        }
        return new RecordShape(type, docOf(type), keys, standIn);
    }

    static String docOf(AnnotatedElement element) {
        Doc doc = element.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    /** Makes the record; the exception of its compact constructor is thrown as it is. */
    Record create(Object[] values) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class[]::new);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the config record " + type.getName() + " cannot be made", e);
        }
    }

    /** The value of a component. */
    static @Nullable Object read(Record owner, Key key) {
        try {
            key.component().getAccessor().setAccessible(true);
            return key.component().getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + key.component(), e);
        }
    }

    private static Key key(RecordComponent component) {
        Type type = component.getGenericType();
        boolean wrapped = component.getType() == Optional.class;
        Type inner = wrapped ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
        Optional<Class<? extends Record>> bound =
                annotation(component, Binds.class).map(Binds::value);
        return new Key(
                Names.of(component),
                component,
                Shape.of(inner, bound),
                wrapped,
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                annotation(component, Default.class).map(Default::value),
                docOf(component),
                new Range(
                        annotation(component, Min.class).map(Min::value),
                        annotation(component, Max.class).map(Max::value)));
    }

    private static <A extends Annotation> Optional<A> annotation(RecordComponent component, Class<A> type) {
        return Optional.ofNullable(component.getAnnotation(type));
    }
}
