package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Citation;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole reply. */
final class ReplyReader {

    private ReplyReader() {}

    static ChatReply read(Obj body, Losses losses) {
        Obj message = body.object(ChatReplyLens.MESSAGE);
        if (message == null) {
            return new ChatReply("", "", null, null, List.of(), null);
        }
        String word = body.text(ChatReplyLens.FINISH);
        Finish finish = word == null ? null : Finishes.read(word);
        if (body.array("logprobs") != null) {
            losses.add("logprobs", "are said of runs of tokens by Cohere and were left out");
        }
        return new ChatReply(
                Texts.orEmpty(body.text("id")),
                "",
                null,
                null,
                List.of(new ChatReply.Choice(parts(message), finish, List.of())),
                Usages.read(body.object("usage")));
    }

    private static List<ChatPart> parts(Obj message) {
        List<ChatPart> parts = new ArrayList<>();
        String plan = Texts.orEmpty(message.text(Messages.PLAN));
        if (!plan.isEmpty()) {
            parts.add(new ChatPart.Text(plan));
        }
        List<Obj> content = Texts.objects(message.get(Messages.CONTENT)).toList();
        for (int i = 0; i < content.size(); i++) {
            Obj part = content.get(i);
            if ("thinking".equals(part.text("type"))) {
                parts.add(new ChatPart.Reasoning(Texts.orEmpty(part.text("thinking")), null));
            } else if (part.text("text") != null) {
                parts.add(new ChatPart.Text(Texts.orEmpty(part.text("text")), citations(message.get("citations"), i)));
            }
        }
        Texts.objects(message.get(Messages.CALLS)).map(MessageReader::call).forEach(parts::add);
        return parts;
    }

    private static List<Citation> citations(@Nullable Json citations, int part) {
        return Texts.objects(citations)
                .filter(citation -> Citations.part(citation) == part)
                .flatMap(citation -> Citations.read(citation).stream())
                .toList();
    }
}
