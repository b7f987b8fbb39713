package dev.sluice.api.model;

/** What a model takes in. */
public enum Modality {
    /** Words, tool calls and their results. */
    TEXT,
    /** Pictures. */
    IMAGE,
    /** Sound. */
    AUDIO,
    /** Moving pictures. */
    VIDEO,
    /** Documents. */
    FILE
}
