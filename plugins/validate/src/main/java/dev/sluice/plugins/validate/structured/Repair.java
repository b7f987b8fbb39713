package dev.sluice.plugins.validate.structured;

import java.util.Locale;

/** What can be put right of a JSON text without guessing. */
public enum Repair {
    /** A Markdown fence around the document was left out. */
    FENCE,
    /** A comma before a closing bracket was left out. */
    TRAILING_COMMA,
    /** A document that broke off was closed. */
    TRUNCATION;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
