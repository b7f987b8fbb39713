package dev.sluice.plugins.redact.token;

/**
 * Whose tokens they are.
 *
 * @param tenant the caller's
 * @param id within the tenant
 */
public record Conversation(String tenant, String id) {}
