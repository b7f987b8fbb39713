package dev.sluice.api;

/**
 * What a filter did to a call and why; kept in the call's record, never a secret or a matched text in it.
 *
 * @param filter the filter's name
 * @param action one word, such as {@code allow}, {@code refuse}, {@code rewrite}, {@code hit}, {@code retry}
 * @param reason a short phrase for people
 */
public record Decision(String filter, String action, String reason) {}
