package dev.sluice.plugins.redact;

import dev.sluice.api.Call;
import dev.sluice.api.Masking;
import dev.sluice.api.plugin.Meters;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.text.TextTransformers;
import dev.sluice.plugins.redact.detect.Finding;
import dev.sluice.plugins.redact.recognise.Named;
import dev.sluice.plugins.redact.recognise.Recogniser;
import dev.sluice.plugins.redact.replace.Redactor;
import dev.sluice.plugins.redact.replace.Replacer;
import dev.sluice.plugins.redact.token.Conversation;
import dev.sluice.plugins.redact.token.Pseudonyms;
import dev.sluice.plugins.redact.token.TokenSight;
import dev.sluice.plugins.redact.token.Vault;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call's redaction: its tokens, what was found in it, and what becomes of it and of its reply. */
final class PromptRedaction {

    private final Call call;
    private final Prompt prompt;
    private final Tools tools;
    private final Supplier<Conversation> whose;
    private final Pseudonyms pseudonyms;
    private final Replacer replacer;
    private final boolean header;
    private Named named = Named.NONE;
    private @Nullable Redactor redactor;
    private boolean sawTokens;
    private String unseen = "";

    PromptRedaction(Call call, Prompt prompt, Tools tools, Conversations conversations) {
        this.call = call;
        this.prompt = prompt;
        this.tools = tools;
        this.header = call.headers().contains(conversations.header());
        this.whose = () -> conversations.of(call, prompt);
        this.pseudonyms = new Pseudonyms(tools.keys(), tools.alike(), whose);
        this.replacer = new Replacer(
                tools.keys(),
                call.caller().tenant(),
                pseudonyms,
                tools.alike(),
                tools.plan().entities());
    }

    Call original() {
        return call;
    }

    Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    /** Has names looked for, if somebody does that. */
    Future<PromptRedaction> recognise() {
        Recogniser recogniser = tools.recogniser();
        if (recogniser == null) {
            return Future.succeededFuture(this);
        }
        return recogniser.find(prompt.texts().stream().distinct().toList()).map(found -> {
            named = found;
            return this;
        });
    }

    /** The call as it goes on. */
    Call call() {
        Redactor redacting = new Redactor(this::scan, tools.plan().actions(), replacer);
        redactor = redacting;
        unseen = Unseen.in(prompt);
        return call.withPrompt(prompt.mapText((role, kind, text) -> {
            sawTokens |= TokenSight.isIn(text);
            return redacted(redacting, kind, text);
        }));
    }

    private static String redacted(Redactor redacting, TextKind kind, String text) {
        return switch (kind) {
            case TOOL_ARGUMENTS -> redacting.json(text);
            case REASONING -> redacting.known(text);
            case CONTENT, TOOL_INPUT, TOOL_RESULT, TOOL_DESCRIPTION -> redacting.text(text);
        };
    }

    /** What could not be looked at, in words; empty if there is nothing of the kind. */
    String unseen() {
        return unseen;
    }

    Map<String, Integer> counts() {
        return redactor == null ? Map.of() : redactor.counts();
    }

    /** Whether the model may use tokens that are not in this call: the application names conversations, or keeps tokens. */
    boolean mayKnowOthers() {
        return header || sawTokens;
    }

    /** Every text of the call as the model sees it; what blocks is masked, since what is blocked is recorded as well. */
    Masking masking() {
        return text -> new Redactor(this::scan, tools.plan().masks(), replacer).text(text);
    }

    TextTransformers restoring() {
        return Vault.restoring(pseudonyms);
    }

    /** Tokens of what the model itself brings up are others than the prompt's: they stay in the reply. */
    TextTransformers screening(Meters meters) {
        Plan plan = tools.plan();
        Pseudonyms own = new Pseudonyms(tools.keys(), tools.alike(), whose);
        Replacer replacing = new Replacer(tools.keys(), call.caller().tenant(), own, tools.alike(), plan.entities());
        return new ReplyScreening(call, plan, replacing, meters);
    }

    private List<Finding> scan(String text) {
        return named.with(text, tools.plan().prompts().scan(text));
    }
}
