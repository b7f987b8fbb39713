package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Bool;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.stream.Event;
import dev.sluice.proxy.dialect.EventData;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a whole reply: the lines of its stream, put together. */
final class ReplyWriter {

    private ReplyWriter() {}

    static Obj write(ChatReply reply, Form form, Asked asked, Losses losses) {
        LineWriter writer = new LineWriter(form, asked, losses);
        List<Event> lines = new ArrayList<>();
        for (ChatEvent event : reply.events()) {
            writer.write(event, lines::add);
        }
        writer.end(lines::add);
        Obj last = Json.object().build();
        Obj said = form.nothing();
        Arr logprobs = Json.array();
        for (Event line : lines) {
            Obj document = EventData.object(line);
            if (document != null) {
                last = document;
                said = joined(said, form.holder(document), form);
                for (Obj token : Texts.objects(document.get("logprobs")).toList()) {
                    logprobs = logprobs.plus(token);
                }
            }
        }
        Obj whole = form.reply(last, said).with("done", Bool.TRUE);
        return logprobs.isEmpty() ? whole : whole.with("logprobs", logprobs);
    }

    private static Obj joined(Obj said, @Nullable Obj more, Form form) {
        Obj joined = said;
        for (String name : List.of(form.words(), Form.THINKING)) {
            String piece = more == null ? null : more.text(name);
            if (piece != null && !piece.isEmpty()) {
                joined = joined.with(name, Texts.orEmpty(joined.text(name)) + piece);
            }
        }
        Arr calls = more == null ? null : more.array(Form.CALLS);
        for (int i = 0; calls != null && i < calls.size(); i++) {
            Arr known = joined.array(Form.CALLS) == null ? Json.array() : joined.array(Form.CALLS);
            joined = joined.with(Form.CALLS, known.plus(calls.get(i)));
        }
        return joined;
    }
}
