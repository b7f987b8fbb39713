package dev.sluice.api.prompt;

/** Whose words a message holds. */
public enum Role {
    /** The application's standing instructions (also called developer messages). */
    SYSTEM,
    /** The person's, or whoever the application speaks for. */
    USER,
    /** The model's, from earlier turns. */
    ASSISTANT,
    /** A tool's result: text from outside, the least trusted. */
    TOOL
}
