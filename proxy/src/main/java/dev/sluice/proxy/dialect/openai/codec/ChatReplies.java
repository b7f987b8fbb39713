package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Ids;
import dev.sluice.proxy.dialect.Texts;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes whole replies of chat completions. */
final class ChatReplies {

    static final Citations CITATIONS = new Citations(true);

    private ChatReplies() {}

    static ChatReply read(Obj body, Losses losses) {
        List<ChatReply.Choice> choices = new ArrayList<>();
        Texts.objects(body.get("choices")).forEach(choice -> choices.add(choice(choice, losses)));
        return new ChatReply(
                Texts.orEmpty(body.text("id")),
                Texts.orEmpty(body.text("model")),
                instant(body.number("created")),
                body.text("service_tier"),
                choices,
                Usages.read(body));
    }

    static @Nullable Instant instant(@Nullable Num seconds) {
        try {
            return seconds == null ? null : Instant.ofEpochSecond((long) seconds.asDouble());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ChatReply.Choice choice(Obj choice, Losses losses) {
        Obj message = choice.object("message") == null ? Json.object().build() : choice.object("message");
        Fields fields = Fields.of(message, "message", losses).skip("role", "annotations", "name");
        List<ChatPart> parts = said(MessageReader.answer(fields, losses), message, losses);
        fields.rest();
        String reason = choice.text("finish_reason");
        return new ChatReply.Choice(
                parts, reason == null ? null : Finishes.read(reason), Logprobs.read(choice.at("/logprobs/content")));
    }

    /** Leaves out words that are none, unless nothing else was said, and adds where they come from. */
    private static List<ChatPart> said(List<ChatPart> parts, Obj message, Losses losses) {
        List<Citation> citations = CITATIONS.read(message.get("annotations"), losses);
        List<ChatPart> said = new ArrayList<>();
        for (ChatPart part : parts) {
            if (!(part instanceof ChatPart.Text text)) {
                said.add(part);
            } else if (!text.text().isEmpty() || parts.size() == 1) {
                said.add(new ChatPart.Text(text.text(), citations));
            }
        }
        return said;
    }

    static Obj write(ChatReply reply, Asked asked, Losses losses) {
        List<Obj> choices = new ArrayList<>();
        for (int i = 0; i < reply.choices().size(); i++) {
            choices.add(choice(i, reply.choices().get(i), losses));
        }
        Obj body = Json.object(
                "id",
                Ids.orNew("chatcmpl-", reply.id()),
                "object",
                "chat.completion",
                "created",
                seconds(reply.created()),
                "model",
                reply.model().isEmpty() ? asked.model() : reply.model(),
                "choices",
                choices);
        Obj tiered = reply.serviceTier() == null ? body : body.with("service_tier", reply.serviceTier());
        return reply.usage() == null ? tiered : tiered.with("usage", Usages.ofChoices(reply.usage()));
    }

    static long seconds(@Nullable Instant created) {
        return (created == null ? Instant.now() : created).getEpochSecond();
    }

    private static Obj choice(int index, ChatReply.Choice choice, Losses losses) {
        Json logprobs = choice.logprobs().isEmpty()
                ? Null.NULL
                : Json.object("content", Logprobs.write(choice.logprobs()), "refusal", null);
        Finish finish = choice.finish();
        return Json.object(
                "index",
                index,
                "message",
                AnswerWriter.write(choice.parts(), losses),
                "logprobs",
                logprobs,
                "finish_reason",
                finish == null ? null : Finishes.write(finish, losses));
    }
}
