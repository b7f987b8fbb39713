package dev.sluice.api.prompt;

/** Where a message is put in. */
public enum Place {
    /** Before everything else. */
    FIRST,
    /** Right before the last message of the user: after the prefix that providers cache. */
    BEFORE_LAST_USER,
    /** After everything else. */
    LAST
}
