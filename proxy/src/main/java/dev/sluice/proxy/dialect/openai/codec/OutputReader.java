package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Finish.Reason;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenLogprob;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads whole responses. */
final class OutputReader {

    static final Citations CITATIONS = new Citations(false);

    private final Losses losses;
    private final List<ChatPart> parts = new ArrayList<>();
    private final List<TokenLogprob> logprobs = new ArrayList<>();

    private OutputReader(Losses losses) {
        this.losses = losses;
    }

    static ChatReply read(Obj response, Losses losses) {
        OutputReader reader = new OutputReader(losses);
        Texts.objects(response.get("output")).forEach(reader::item);
        boolean isResponse = response.array("output") != null;
        ChatReply.Choice choice =
                new ChatReply.Choice(reader.parts, finish(response, reader.called()), reader.logprobs);
        return new ChatReply(
                Texts.orEmpty(response.text("id")),
                Texts.orEmpty(response.text("model")),
                ChatReplies.instant(response.number("created_at")),
                response.text("service_tier"),
                isResponse ? List.of(choice) : List.of(),
                Usages.read(response));
    }

    private boolean called() {
        return parts.stream().anyMatch(ChatPart.ToolCall.class::isInstance);
    }

    private void item(Obj item) {
        switch (Texts.orEmpty(item.text("type"))) {
            case "message" -> Texts.objects(item.get("content")).forEach(this::content);
            case "function_call" -> parts.add(ItemReader.call(item));
            case "reasoning" -> parts.add(ItemReader.thought(item));
            default -> losses.add("output." + item.text("type"), LEFT_OUT);
        }
    }

    /** What is said of items that are the provider's own tools at work. */
    static final String LEFT_OUT = "was left out: other APIs do not show what the provider's own tools do";

    private void content(Obj content) {
        if ("refusal".equals(content.text("type"))) {
            parts.add(new ChatPart.Refusal(Texts.orEmpty(content.text("refusal"))));
            return;
        }
        parts.add(new ChatPart.Text(
                Texts.orEmpty(content.text("text")), CITATIONS.read(content.get("annotations"), losses)));
        logprobs.addAll(Logprobs.read(content.get("logprobs")));
    }

    /** Why a response ended; null if it has not. */
    static @Nullable Finish finish(Obj response, boolean called) {
        String status = Texts.orEmpty(response.text("status"));
        return switch (status) {
            case "completed" -> Finish.of(called ? Reason.TOOL_CALLS : Reason.STOP);
            case "incomplete" -> {
                String why = Texts.string(response.at("/incomplete_details/reason"));
                yield Finish.of(why.equals("content_filter") ? Reason.SAFETY : Reason.LENGTH);
            }
            case "failed" -> Finish.of(Reason.ERROR);
            case "cancelled" -> Finish.of(Reason.OTHER);
            default -> null;
        };
    }
}
