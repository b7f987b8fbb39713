package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.ConfigNode;
import dev.sluice.api.config.NamedNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Java type looks like in a config file; binder, schema, reference and dump each switch over it. */
sealed interface Shape {

    /** One value. */
    record Leaf(ScalarType type) implements Shape {}

    /** A list, which becomes a {@code Set} if its items are to be distinct. */
    record Items(Shape item, boolean distinct) implements Shape {}

    /** A map whose keys the operator chooses. */
    record Table(Shape value) implements Shape {}

    /** A map whose keys are the components of a record. */
    record Structure(Class<? extends Record> type) implements Shape {}

    /** One of the records that a sealed interface permits, by name. */
    record Variants(Class<?> family, Map<String, Class<? extends Record>> byName) implements Shape {}

    /** Any value. */
    record Free() implements Shape {}

    /** What is bound later, to {@code bound} if that is known. */
    record Raw(Optional<Class<? extends Record>> bound) implements Shape {}

    /** A name with what is bound later. */
    record Named() implements Shape {}

    /**
     * The shape of a Java type.
     *
     * @param bound the record that a {@link ConfigNode} in it will be bound to
     * @throws IllegalStateException if no config can have this type, which is a fault of the program
     */
    static Shape of(Type type, Optional<Class<? extends Record>> bound) {
        return switch (type) {
            case Class<?> plain -> ofClass(plain, bound);
            case ParameterizedType generic -> ofGeneric(generic, bound);
            default -> throw unsupported(type);
        };
    }

    private static Shape ofClass(Class<?> type, Optional<Class<? extends Record>> bound) {
        Optional<ScalarType> scalar = ScalarType.of(type);
        if (scalar.isPresent()) {
            return new Leaf(scalar.get());
        } else if (type == Object.class) {
            return new Free();
        } else if (type == ConfigNode.class) {
            return new Raw(bound);
        } else if (type == NamedNode.class) {
            return new Named();
        } else if (type.isRecord()) {
            return new Structure(type.asSubclass(Record.class));
        } else if (type.isSealed() && type.isInterface()) {
            return new Variants(type, variants(type));
        }
        throw unsupported(type);
    }

    private static Shape ofGeneric(ParameterizedType type, Optional<Class<? extends Record>> bound) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            return new Items(of(arguments[0], bound), false);
        } else if (type.getRawType() == Set.class) {
            return new Items(of(arguments[0], bound), true);
        } else if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return new Table(of(arguments[1], bound));
        }
        throw unsupported(type);
    }

    private static Map<String, Class<? extends Record>> variants(Class<?> family) {
        Map<String, Class<? extends Record>> byName = new LinkedHashMap<>();
        for (Class<?> variant : family.getPermittedSubclasses()) {
            byName.put(Names.of(variant, family), variant.asSubclass(Record.class));
        }
        return byName;
    }

    private static IllegalStateException unsupported(Type type) {
        return new IllegalStateException("a config record cannot have a component of type " + type.getTypeName()
                + "; the package dev.sluice.api.config lists those it can have");
    }
}
