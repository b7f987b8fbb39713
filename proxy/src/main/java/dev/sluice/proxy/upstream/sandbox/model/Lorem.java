package dev.sluice.proxy.upstream.sandbox.model;

import dev.sluice.api.prompt.Prompt;
import java.util.List;

/**
 * Says so many tokens, whatever is asked.
 *
 * @param tokens how many; what is over {@value #MOST} counts as that
 */
record Lorem(int tokens) implements Author {

    static final int MOST = 100_000;
    static final Lorem USUAL = new Lorem(100);

    /** Each, with the space before it, is one token. */
    private static final List<String> WORDS = List.of(
            "lorem", "ipsum", "dolor", "sit", "amet", "elit", "sed", "do", "tempor", "ut", "labore", "et", "dolore",
            "magna", "aliqua", "enim", "ad", "minim", "veniam", "quis", "nostrud", "ullamco", "nisi", "aliquip", "ex",
            "ea", "commodo", "duis", "aute", "irure", "in", "velit", "esse", "cillum", "eu", "fugiat", "nulla");

    @Override
    public Answer write(Prompt prompt) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(tokens, MOST); i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(i % WORDS.size()));
        }
        return Answer.saying(text.toString());
    }
}
