package dev.sluice.proxy.config;

/** What becomes of a call that says what its provider's dialect cannot say. */
public enum TranslatePolicy {
    /** It goes on without; the client is told in {@code x-sluice-warning}. */
    WARN,
    /** It is refused, and the field named. */
    STRICT
}
