package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;

/** Writes a whole reply. */
final class ReplyWriter {

    private ReplyWriter() {}

    static Obj write(ChatReply reply, Asked asked, Losses losses) {
        List<Obj> candidates = new ArrayList<>();
        for (int i = 0; i < reply.choices().size(); i++) {
            candidates.add(candidate(reply.choices().get(i), i, losses));
        }
        Obj body = Json.object(CandidateReply.CANDIDATES, candidates);
        return ReplyHead.of(reply, asked).on(body, reply.usage(), losses);
    }

    private static Obj candidate(ChatReply.Choice choice, int index, Losses losses) {
        List<Json> parts = new ArrayList<>();
        Obj.Builder candidate = Json.object();
        Obj grounding = null;
        for (ChatPart part : choice.parts()) {
            part(part, losses, parts);
            if (part instanceof ChatPart.Text text && !text.citations().isEmpty()) {
                grounding = Groundings.write(text.citations(), text.text(), losses);
            }
        }
        candidate.put("content", content(parts));
        if (choice.finish() != null) {
            candidate.put(CandidateReply.FINISH, Finishes.write(choice.finish(), losses));
        }
        candidate.put("index", index).putIfPresent(Groundings.member(), grounding);
        if (!choice.logprobs().isEmpty()) {
            candidate.put(Probabilities.RESULT, Probabilities.write(choice.logprobs()));
        }
        return candidate.build();
    }

    static Obj content(List<Json> parts) {
        return parts.isEmpty() ? Json.object("role", "model") : Json.object("parts", parts, "role", "model");
    }

    private static void part(ChatPart part, Losses losses, List<Json> out) {
        switch (part) {
            case ChatPart.Text text -> out.add(Json.object("text", text.text()));
            case ChatPart.Reasoning thought -> out.add(PartWriter.thought(thought));
            case ChatPart.ToolCall call -> out.add(PartWriter.call(call, false, losses, call.name()));
            case ChatPart.Refusal refusal -> out.add(refusal(refusal.text(), losses));
            default -> losses.add(part.getClass().getSimpleName(), "has no word in a reply of Gemini and was left out");
        }
    }

    static Obj refusal(String words, Losses losses) {
        losses.mapped("refusal", "is said as plain words, since Gemini has none for a refusal");
        return Json.object("text", words);
    }
}
