package dev.sluice.proxy.dialect.anthropic;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;

/** Reads what a whole reply of messages says. */
final class ReplyReader {

    private ReplyReader() {}

    static ChatReply read(Obj body, Losses losses) {
        if (body.get("content") == null) {
            return new ChatReply("", "", null, null, List.of(), null); // No message, whatever it is.
        }
        List<ChatPart> parts = new ArrayList<>(new BlockReader(losses).content(body.get("content"), "content"));
        ChatPart refusal = Finishes.refusal(body);
        if (refusal != null) {
            parts.add(refusal);
        }
        return new ChatReply(
                Texts.orEmpty(body.text("id")),
                Texts.orEmpty(body.text("model")),
                null,
                Tiers.read(body.object("usage")),
                List.of(new ChatReply.Choice(parts, Finishes.read(body, losses), List.of())),
                Usages.read(body.object("usage")));
    }
}
