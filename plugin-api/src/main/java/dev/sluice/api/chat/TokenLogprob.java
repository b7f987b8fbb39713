package dev.sluice.api.chat;

import java.util.List;

/**
 * How likely a token was.
 *
 * @param token its text
 * @param logprob natural logarithm of its probability
 * @param top the most likely ones at its place, themselves without such a list; empty if they were not asked for
 */
public record TokenLogprob(String token, double logprob, List<TokenLogprob> top) {
    public TokenLogprob {
        top = List.copyOf(top);
    }
}
