package dev.sluice.plugins.validate.schema;

/**
 * One thing in which a document does not meet its schema.
 *
 * @param pointer where, as a JSON pointer; empty for the document
 * @param problem what is wrong with it, without the value
 */
public record Fault(String pointer, String problem) {

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "/" : pointer) + ": " + problem;
    }
}
