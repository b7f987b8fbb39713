package dev.sluice.proxy.telemetry.metrics;

/**
 * All metrics, as they were at one moment.
 *
 * @param contentType the media type of the text
 * @param text what a scraper reads
 */
public record Exposition(String contentType, String text) {}
