package dev.sluice.proxy.dialect.bedrock;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Finish.Reason;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes whole replies of Converse, which say neither an id nor the model. */
final class ConverseReplies {

    static final String ONE_ANSWER = "only the first answer was carried over";

    private ConverseReplies() {}

    static ChatReply read(Obj body, Losses losses) {
        Arr content = body.at("/output/message/content") instanceof Arr found ? found : null;
        List<ChatPart> parts = new ConverseBlockReader(losses).content(content, "output.message.content");
        Json tier = body.at("/serviceTier/type");
        ChatReply.Choice choice =
                new ChatReply.Choice(parts, finish(body.text(ConverseReply.FINISH), losses), List.of());
        return new ChatReply(
                "",
                "",
                null,
                tier == null ? null : Texts.string(tier),
                content == null ? List.of() : List.of(choice),
                ConverseUsage.read(body.object("usage")));
    }

    static @Nullable Finish finish(@Nullable String word, Losses losses) {
        return switch (word) {
            case null -> null;
            case "end_turn" -> Finish.of(Reason.STOP);
            case "tool_use" -> Finish.of(Reason.TOOL_CALLS);
            case "max_tokens" -> Finish.of(Reason.LENGTH);
            case "stop_sequence" -> Finish.of(Reason.STOP_SEQUENCE);
            case "guardrail_intervened", ConverseReply.FILTERED -> Finish.of(Reason.SAFETY);
            case "model_context_window_exceeded" -> Finish.of(Reason.CONTEXT_FULL);
            case "malformed_model_output", "malformed_tool_use" -> Finish.of(Reason.ERROR);
            default -> {
                losses.add(ConverseReply.FINISH, "is a word that is not known to this version");
                yield Finish.of(Reason.OTHER);
            }
        };
    }

    static Obj write(ChatReply reply, Losses losses) {
        if (reply.choices().size() > 1) {
            losses.add("choices", ONE_ANSWER);
        }
        ChatReply.Choice choice = reply.choices().isEmpty()
                ? new ChatReply.Choice(List.of(), null, List.of())
                : reply.choices().getFirst();
        if (!choice.logprobs().isEmpty()) {
            losses.add("logprobs", "have no place in this dialect and were left out");
        }
        List<Json> content = ConverseBlockWriter.answer(choice.parts(), losses);
        ConverseUsage.told(reply.usage(), losses);
        Obj message = Json.object("role", "assistant", "content", content);
        return Json.object(
                "output",
                Json.object("message", message),
                ConverseReply.FINISH,
                word(choice.finish(), losses),
                "usage",
                ConverseUsage.write(reply.usage()),
                "metrics",
                Json.object("latencyMs", 0));
    }

    static String word(@Nullable Finish finish, Losses losses) {
        if (finish != null && finish.stopSequence() != null) {
            losses.add("stop_sequence", "is not told which in this dialect");
        }
        return switch (finish == null ? Reason.STOP : finish.reason()) {
            case STOP -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case CONTEXT_FULL -> "model_context_window_exceeded";
            case TOOL_CALLS -> "tool_use";
            case SAFETY -> ConverseReply.FILTERED;
            case ERROR -> "malformed_model_output";
            case REFUSAL -> {
                losses.mapped(ConverseReply.FINISH, "became content_filtered: there is no word for a refusal");
                yield ConverseReply.FILTERED;
            }
            case PAUSE, OTHER -> {
                losses.mapped(ConverseReply.FINISH, "became end_turn: there is no word for how it ended");
                yield "end_turn";
            }
        };
    }
}
