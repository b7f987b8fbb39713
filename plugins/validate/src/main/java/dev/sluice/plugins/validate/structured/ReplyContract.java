package dev.sluice.plugins.validate.structured;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Decision;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Whole;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformers;
import dev.sluice.plugins.validate.schema.JsonSchema;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds the replies of calls to a schema: repairs, and asks again where nothing has left yet.
 *
 * @param filter the name of the filter that does so
 * @param repairs what may be put right
 * @param effort how hard it tries to get a right reply
 * @param timers tell how long that has taken
 */
public record ReplyContract(String filter, Set<Repair> repairs, Effort effort, Timers timers) {

    static final String CODE = "invalid_structured_output";
    static final String HEADER = "x-sluice-repaired";

    /**
     * How hard to try.
     *
     * @param asks how often to ask again
     * @param within since the call came; later, nothing is asked again
     * @param characters of a wrong reply that may be sent back; a longer one is not asked for again
     */
    public record Effort(int asks, Duration within, int characters) {}

    /**
     * Gets a reply that meets a schema.
     *
     * @param call is sent
     * @param next where to
     * @param schema of its reply
     * @return the reply; a failure if none that meets it came
     */
    public Future<Reply> ask(Call call, Next next, JsonSchema schema) {
        return ask(call, next, schema, effort.asks());
    }

    private Future<Reply> ask(Call call, Next next, JsonSchema schema, int left) {
        return next.proceed(call).compose(reply -> switch (reply) {
            case Reply failed when !failed.isSuccess() -> Future.succeededFuture(failed);
            case Streamed streamed ->
                Future.succeededFuture(streamed.mapText(checks(call, schema, EnumSet.noneOf(Repair.class))));
            case Whole whole -> whole(call, next, schema, whole, left);
        });
    }

    private Future<Reply> whole(Call call, Next next, JsonSchema schema, Whole reply, int left) {
        Set<Repair> made = EnumSet.noneOf(Repair.class);
        try {
            Whole checked = reply.mapText(checks(call, schema, made));
            return Future.succeededFuture(
                    made.isEmpty()
                            ? checked
                            : checked.withHeaders(checked.headers().with(HEADER, words(made))));
        } catch (CallError wrong) {
            String text = text(reply);
            Prompt prompt = call.prompt();
            boolean late =
                    timers.nanoTime() - call.startedAt() > effort.within().toNanos();
            if (!wrong.code().equals(CODE)
                    || left == 0
                    || late
                    || prompt == null
                    || text.length() > effort.characters()) {
                call.journal().decide(new Decision(filter, "refuse", CODE));
                return Future.failedFuture(wrong);
            }
            call.journal().decide(new Decision(filter, "ask-again", CODE));
            return ask(call.withPrompt(corrected(prompt, text, wrong)), next, schema, left - 1);
        }
    }

    private TextTransformers checks(Call call, JsonSchema schema, Set<Repair> made) {
        return channel -> channel.kind() != Channel.Kind.CONTENT
                ? null
                : new StructuredText(schema, repairs, repaired -> {
                    if (made.addAll(repaired)) {
                        call.journal().decide(new Decision(filter, "repair", words(repaired)));
                    }
                });
    }

    private static Prompt corrected(Prompt prompt, String text, CallError wrong) {
        String plea = wrong.message() + "\nAnswer again with the corrected JSON document alone, without a fence.";
        return prompt.plus(Message.of(Role.ASSISTANT, text), Place.LAST).plus(Message.of(Role.USER, plea), Place.LAST);
    }

    private static String text(Whole reply) {
        StringBuilder text = new StringBuilder();
        reply.mapText(channel -> channel.kind() != Channel.Kind.CONTENT
                ? null
                : piece -> {
                    text.append(piece);
                    return piece;
                });
        return text.toString();
    }

    private static String words(Set<Repair> repairs) {
        return repairs.stream().map(Repair::toString).sorted().collect(Collectors.joining(", "));
    }
}
