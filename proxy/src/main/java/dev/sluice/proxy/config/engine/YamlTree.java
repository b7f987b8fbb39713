package dev.sluice.proxy.config.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Copies the YAML library's nodes into ours: expands aliases, refuses duplicate keys and tags. */
final class YamlTree {

    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP, Tag.MERGE);

    private final SourceText source;
    private final Limits limits;
    private final Map<Tag, ConstructNode> constructors;
    private final Findings findings;
    private int nodes;

    YamlTree(SourceText source, Limits limits, LoadSettings settings, Findings findings) {
        this.source = source;
        this.limits = limits;
        this.constructors = settings.getSchema().getSchemaTagConstructors();
        this.findings = findings;
    }

    Yaml convert(Node root) {
        return convert(root, KeyPath.ROOT);
    }

    private Yaml convert(Node node, KeyPath path) {
        Span span = span(node);
        admit(node, span, path);
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, span);
            case SequenceNode sequence -> new Yaml.Sequence(span, items(sequence, path));
            case MappingNode mapping -> new Yaml.Mapping(span, entries(mapping, path));
            default -> throw new IllegalStateException("a YAML node of unknown kind: " + node.getNodeType());
        };
    }

    private void admit(Node node, Span span, KeyPath path) {
        if (!PLAIN_TAGS.contains(node.getTag())) {
            findings.add(span, path, "expected no YAML tag, found one", "put a value that begins with '!' in quotes");
        }
        if (node.isRecursive()) {
            findings.add(span, path, "expected an end, found an anchor that contains itself", "write the value out");
            throw findings.exception();
        }
        if (++nodes > limits.nodes()) {
            String message = "expected at most " + limits.nodes() + " values with aliases expanded, found more";
            findings.add(span, path, message, "use fewer aliases");
            throw findings.exception();
        }
    }

    private Yaml scalar(ScalarNode node, Span span) {
        source.value(span);
        String text = FlowSafe.restore(node.getValue());
        if (node.getTag().equals(Tag.NULL)) {
            return new Yaml.Nothing(span);
        }
        boolean typed = Set.of(Tag.BOOL, Tag.INT, Tag.FLOAT).contains(node.getTag());
        ConstructNode constructor = typed ? constructors.get(node.getTag()) : null;
        Object value = constructor == null ? text : constructor.construct(node);
        return new Yaml.Scalar(span, text, value instanceof Integer integer ? (Object) integer.longValue() : value);
    }

    private List<Yaml> items(SequenceNode node, KeyPath path) {
        List<Yaml> items = new ArrayList<>();
        node.getValue().forEach(item -> items.add(convert(item, path.item(items.size()))));
        return items;
    }

    private Map<String, Yaml.Entry> entries(MappingNode node, KeyPath path) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        node.getValue().forEach(tuple -> put(entries, tuple, path));
        return entries;
    }

    private void put(Map<String, Yaml.Entry> entries, NodeTuple tuple, KeyPath path) {
        Span span = span(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
            findings.add(span, path, "expected a key, found a list or a map", "put a text before the ':'");
            convert(tuple.getValueNode(), path);
            return;
        }
        String key = FlowSafe.restore(name.getValue());
        Yaml.Entry entry = new Yaml.Entry(span, convert(tuple.getValueNode(), path.child(key)));
        Yaml.Entry first = entries.putIfAbsent(key, entry);
        if (first != null) {
            String earlier = "first given at line " + first.key().line() + ", column "
                    + first.key().column();
            findings.add(
                    span,
                    path.child(key),
                    "duplicate key '" + key + "' " + path.place() + ", " + earlier,
                    "remove one of them");
        }
    }

    private static Span span(Node node) {
        return Span.between(node.getStartMark(), node.getEndMark());
    }
}
