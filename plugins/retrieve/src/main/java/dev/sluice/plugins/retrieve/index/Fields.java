package dev.sluice.plugins.retrieve.index;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;

/** The fields of an index, and how an entry becomes a block of them. */
final class Fields {

    static final String ID = "id";
    static final String KIND = "kind";
    static final String CHUNK = "chunk";
    static final String RECORD = "record";
    static final String WORDS = "words";
    static final String VECTOR = "vector";

    /** Who may find a chunk, as one word for each way: tenant and label, or tenant alone. Only chunks have it. */
    static final String ACCESS = "access";

    static final String TIME = "time";
    static final String HASH = "hash";
    static final String NUMBER = "number";
    static final String TITLE = "title";
    static final String URL = "url";
    static final String HEADING = "heading";
    static final String TEXT = "text";
    static final String CHUNKS = "chunks";

    /** Metadata: {@code m.} for the value as it is, {@code n.} for its number or its moment in seconds. */
    static final String EXACT = "m.";

    /** Metadata as the record of a document shows it; a field of one name has to be of one kind in all of an index. */
    static final String SHOWN = "s.";

    static final String NUMERIC = "n.";

    /** Who may find a document, as its record keeps it. */
    static final String KEPT_TENANT = "a.tenant";

    static final String KEPT_LABEL = "a.label";

    /** Java takes more for one: {@code 2d}, {@code 0x1p3}, {@code NaN}. */
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)([.][0-9]++)?([eE][+-]?[0-9]++)?");

    private Fields() {}

    static List<org.apache.lucene.document.Document> block(Entry entry) {
        List<org.apache.lucene.document.Document> block = new ArrayList<>();
        for (int i = 0; i < entry.chunks().size(); i++) {
            block.add(chunk(entry, i));
        }
        block.add(record(entry));
        return block;
    }

    private static org.apache.lucene.document.Document chunk(Entry entry, int number) {
        Chunk chunk = entry.chunks().get(number);
        org.apache.lucene.document.Document fields = shared(entry.document(), CHUNK);
        fields.add(new TextField(WORDS, chunk.searchable(), Store.NO));
        fields.add(new StoredField(NUMBER, number));
        fields.add(new StoredField(HEADING, chunk.heading()));
        fields.add(new StoredField(TEXT, chunk.text()));
        if (!entry.vectors().isEmpty()) {
            fields.add(
                    new KnnFloatVectorField(VECTOR, entry.vectors().get(number), VectorSimilarityFunction.DOT_PRODUCT));
        }
        filters(entry.document(), fields);
        return fields;
    }

    private static org.apache.lucene.document.Document record(Entry entry) {
        org.apache.lucene.document.Document fields = shared(entry.document(), RECORD);
        fields.add(new StoredField(HASH, entry.hash()));
        fields.add(new StoredField(CHUNKS, entry.chunks().size()));
        fields.add(new StoredField(KEPT_TENANT, entry.document().access().tenant()));
        entry.document().access().labels().forEach(label -> fields.add(new StoredField(KEPT_LABEL, label)));
        entry.document().metadata().forEach((key, value) -> fields.add(new StoredField(SHOWN + key, value)));
        return fields;
    }

    /** What a record says of its document. */
    static Document document(org.apache.lucene.document.Document record) {
        IndexableField time = record.getField(TIME);
        StoredDocument stored = StoredDocument.of(record);
        return new Document(
                record.get(ID),
                record.get(TITLE),
                record.get(URL),
                stored.metadata(),
                stored.access(),
                time == null ? null : Instant.ofEpochSecond(time.numericValue().longValue()));
    }

    private static org.apache.lucene.document.Document shared(Document document, String kind) {
        org.apache.lucene.document.Document fields = new org.apache.lucene.document.Document();
        fields.add(new StringField(ID, document.id(), Store.YES));
        fields.add(new StringField(KIND, kind, Store.YES));
        fields.add(new StoredField(TITLE, document.title()));
        fields.add(new StoredField(URL, document.url()));
        if (document.time() != null) {
            fields.add(new NumericDocValuesField(TIME, document.time().getEpochSecond()));
            fields.add(new StoredField(TIME, document.time().getEpochSecond()));
        }
        return fields;
    }

    private static void filters(Document document, org.apache.lucene.document.Document fields) {
        Access access = document.access();
        if (access.labels().isEmpty()) {
            fields.add(new StringField(ACCESS, key(access.tenant(), ""), Store.NO));
        }
        access.labels().forEach(label -> fields.add(new StringField(ACCESS, key(access.tenant(), label), Store.NO)));
        for (Map.Entry<String, String> field : document.metadata().entrySet()) {
            fields.add(new StringField(EXACT + field.getKey(), field.getValue(), Store.NO));
            Double number = number(field.getValue());
            if (number != null) {
                fields.add(new DoublePoint(NUMERIC + field.getKey(), number));
            }
        }
    }

    /** The words of {@link #ACCESS} by which an asker finds chunks. */
    static List<String> keys(Question.Asker asker) {
        List<String> keys = new ArrayList<>();
        for (String tenant : List.of(asker.tenant(), Access.EVERYBODY)) {
            keys.add(key(tenant, ""));
            asker.labels().forEach(label -> keys.add(key(tenant, label)));
        }
        return keys;
    }

    /** Tenants have no zeros in them; a label that has one is still behind the first. */
    private static String key(String tenant, String label) {
        return tenant.replace('\0', ' ') + '\0' + label;
    }

    /** A value's number, as JSON writes one, or the seconds of its moment; null if it is neither. */
    static @org.jspecify.annotations.Nullable Double number(String value) {
        return JSON_NUMBER.matcher(value).matches() ? Double.valueOf(value) : seconds(value);
    }

    private static @org.jspecify.annotations.Nullable Double seconds(String value) {
        try {
            String moment = value.length() == 10 ? value + "T00:00:00Z" : value;
            return (double) Instant.parse(moment).getEpochSecond();
        } catch (DateTimeParseException notAMoment) {
            return null;
        }
    }
}
