package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.NamedNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * Says in a few characters how a chain is written, so that what was made by another is told from what was made by this one. The
 * order of keys and how a value is quoted do not matter; a variable counts by its name, not by its value.
 */
public final class ChainDigest {

    private static final int BYTES = 16;

    private ChainDigest() {}

    /**
     * Of one chain.
     *
     * @param chain its filters, in order
     * @return hexadecimal
     */
    public static String of(List<NamedNode> chain) {
        StringBuilder text = new StringBuilder();
        for (NamedNode filter : chain) {
            quote(filter.name(), text);
            if (filter.config() instanceof RawNode raw) {
                write(raw.node(), text);
            }
        }
        byte[] digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    private static void write(Yaml node, StringBuilder text) {
        switch (node) {
            case Yaml.Scalar scalar -> quote(scalar.value().toString(), text);
            case Yaml.Nothing nothing -> text.append("{}");
            case Yaml.Sequence sequence -> {
                text.append('[');
                sequence.items().forEach(item -> write(item, text));
                text.append(']');
            }
            case Yaml.Mapping mapping -> {
                text.append('{');
                new TreeMap<>(mapping.entries()).forEach((key, entry) -> {
                    quote(key, text);
                    write(entry.value(), text);
                });
                text.append('}');
            }
        }
    }

    /** By its length, so that no text can look like two. */
    private static void quote(String value, StringBuilder text) {
        text.append(value.length()).append(':').append(value);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
