package dev.sluice.plugins.route.survive;

import dev.sluice.api.Whole;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.json.Obj;
import dev.sluice.plugins.route.config.Cause;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What providers say, in whatever dialect, when a prompt is too long for a model, or when they refuse what it says. */
final class Signs {

    private static final List<String> TOO_LONG = List.of(
            "context_length_exceeded",
            "context length",
            "context window",
            "context limit",
            "prompt is too long",
            "input is too long",
            "too many tokens",
            "too many input tokens",
            "exceeds the maximum number of tokens",
            "maximum prompt length",
            "maximum context");

    private static final List<String> REFUSED = List.of(
            "content_policy",
            "content_filter",
            "content filter",
            "content management policy",
            "safety system",
            "usage policies");

    /** Finish reasons, in the words of all dialects, in lower case. */
    private static final Set<String> FILTERED = Set.of(
            "content_filter",
            "content_filtered",
            "guardrail_intervened",
            "refusal",
            "safety",
            "prohibited_content",
            "blocklist",
            "spii");

    private Signs() {}

    /** What a client's mistake is, by the text of the error; null if it is any other. */
    static @Nullable Cause ofMistake(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (TOO_LONG.stream().anyMatch(lower::contains)) {
            return Cause.CONTEXT_WINDOW;
        }
        return REFUSED.stream().anyMatch(lower::contains) ? Cause.CONTENT_POLICY : null;
    }

    /** Whether a reply that is no error says that the provider refused, or ended the answer because of what it says. */
    static boolean isFiltered(Whole answer) {
        ReplyLens lens = answer.endpoint().replyLens();
        Obj body = lens == null ? null : answer.json();
        if (lens == null || body == null) {
            return false;
        }
        Obj feedback = body.object("promptFeedback"); // Gemini's, in place of an answer.
        String reason = lens.summary(body).finishReason();
        return (feedback != null && feedback.text("blockReason") != null)
                || (reason != null && FILTERED.contains(reason.toLowerCase(Locale.ROOT)));
    }
}
