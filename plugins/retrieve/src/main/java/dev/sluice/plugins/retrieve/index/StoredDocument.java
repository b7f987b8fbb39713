package dev.sluice.plugins.retrieve.index;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an index says of a document.
 *
 * @param id its id
 * @param title its title; empty if it has none
 * @param hash of what was read
 * @param chunks how many
 * @param metadata its fields
 * @param access who may find it
 */
public record StoredDocument(
        String id, String title, String hash, int chunks, Map<String, String> metadata, Access access) {

    static StoredDocument of(org.apache.lucene.document.Document record) {
        Map<String, String> metadata = new TreeMap<>();
        record.getFields().stream()
                .filter(field -> field.name().startsWith(Fields.SHOWN))
                .forEach(field -> metadata.put(field.name().substring(Fields.SHOWN.length()), field.stringValue()));
        return new StoredDocument(
                record.get(Fields.ID),
                record.get(Fields.TITLE),
                record.get(Fields.HASH),
                record.getField(Fields.CHUNKS).numericValue().intValue(),
                metadata,
                new Access(record.get(Fields.KEPT_TENANT), Set.of(record.getValues(Fields.KEPT_LABEL))));
    }
}
