package dev.sluice.api.chat;

/**
 * How many tokens a chat has, asked for beforehand.
 *
 * @param input tokens that its model would read
 */
public record TokenCount(long input) {}
