package dev.sluice.plugins.validate;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import dev.sluice.api.plugin.Checkpoint;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Prompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether messages have as few tokens as they may. A prompt of fewer characters than tokens are allowed is not counted, since no
 * text has more tokens than bytes, and none more bytes than three times its UTF-16 units.
 */
record TokensCheck(TokenRules rules, Encoding encoding) implements Check<Prompt> {

    private static final int BYTES_A_UNIT = 3;

    /** Reads the vocabulary: the better part of a second, so not on an event loop. */
    static TokensCheck of(TokenRules rules) {
        return new TokensCheck(
                rules,
                Encodings.newLazyEncodingRegistry()
                        .getEncoding(rules.tokenizer().type()));
    }

    @Override
    public void on(Prompt prompt, Violations found) {
        List<Message> messages = prompt.messages();
        long bytes = messages.stream()
                        .flatMap(message -> message.parts().stream())
                        .mapToLong(part -> MessagesCheck.text(part).length())
                        .sum()
                * BYTES_A_UNIT;
        if (bytes <= rules.uncounted()) {
            return;
        }
        long total = 0;
        for (int i = 0; i < messages.size(); i++) {
            Checkpoint.pass();
            long tokens = tokens(messages.get(i));
            total += tokens;
            atMost("too_many_tokens_in_message", "messages[" + i + "]", rules.maxPerMessage(), tokens, found);
        }
        atMost("too_many_tokens", "messages", rules.max(), total, found);
    }

    private long tokens(Message message) {
        return message.parts().stream()
                .map(MessagesCheck::text)
                .mapToLong(encoding::countTokensOrdinary)
                .sum();
    }

    private static void atMost(String code, String param, @Nullable Integer max, long tokens, Violations found) {
        if (max != null && tokens > max) {
            found.add(new Violation(
                    code, param, "at most " + max + " tokens of text", String.valueOf(tokens), "shorten it"));
        }
    }
}
