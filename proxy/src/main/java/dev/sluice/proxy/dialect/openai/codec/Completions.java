package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import dev.sluice.api.chat.Asked;
import dev.sluice.api.chat.ChatPart;
import dev.sluice.api.chat.ChatReply;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.chat.Finish;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.Output;
import dev.sluice.api.chat.Thinking;
import dev.sluice.api.chat.Tools;
import dev.sluice.api.chat.Turn;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.api.prompt.Role;
import dev.sluice.proxy.dialect.Fields;
import dev.sluice.proxy.dialect.Ids;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes completions. */
final class Completions {

    private Completions() {}

    static ChatRequest read(Obj body, Losses losses) {
        Fields fields = Fields.of(body, "", losses).skip("stream_options");
        Turn prompt = Turn.of(Role.USER, prompt(fields.any("prompt")));
        Output output = new Output(
                fields.integer("max_tokens"),
                ChatRequests.stops(fields),
                fields.integer("n"),
                null,
                fields.integer("logprobs"),
                null);
        ChatRequest request = new ChatRequest(
                fields.textOrEmpty("model"),
                Boolean.TRUE.equals(fields.truth("stream")),
                List.of(prompt),
                Tools.NONE,
                ChatRequests.sampling(fields),
                output,
                Thinking.NONE,
                ChatRequests.labels(fields));
        fields.rest();
        return request;
    }

    private static String prompt(@Nullable Json prompt) {
        Json only = prompt instanceof Arr list && list.size() == 1 ? list.get(0) : prompt;
        if (only instanceof Str text) {
            return text.value();
        }
        throw CallError.of(
                        Category.INVALID_REQUEST,
                        "invalid_value",
                        "Expected one text as 'prompt': neither several nor tokens can be sent to another API.")
                .withParam("prompt");
    }

    static Obj write(ChatRequest request, Losses losses) {
        String prompt = request.turns().stream()
                .flatMap(turn -> turn.parts().stream())
                .filter(ChatPart.Text.class::isInstance)
                .map(part -> ((ChatPart.Text) part).text())
                .collect(Collectors.joining("\n\n"));
        Obj.Builder body = Json.object().put("model", request.model()).put("prompt", prompt);
        body.putIfPresent("max_tokens", request.output().maxTokens())
                .putIfPresent("temperature", request.sampling().temperature())
                .putIfPresent("top_p", request.sampling().topP());
        Obj written = request.streamed() ? body.put("stream", true).build() : body.build();
        if (!read(written, new Losses()).equals(request)) {
            losses.add(
                    "prompt",
                    "holds the words of all turns, and little else is said: completions have no turns and no tools");
        }
        return written;
    }

    static ChatReply readReply(Obj body) {
        List<ChatReply.Choice> choices = new ArrayList<>();
        Texts.objects(body.get("choices")).forEach(choice -> {
            String reason = choice.text("finish_reason");
            choices.add(new ChatReply.Choice(
                    List.of(new ChatPart.Text(Texts.orEmpty(choice.text("text")))),
                    reason == null ? null : Finishes.read(reason),
                    List.of()));
        });
        return new ChatReply(
                Texts.orEmpty(body.text("id")),
                Texts.orEmpty(body.text("model")),
                ChatReplies.instant(body.number("created")),
                body.text("service_tier"),
                choices,
                Usages.read(body));
    }

    static Obj writeReply(ChatReply reply, Asked asked, Losses losses) {
        List<Obj> choices = new ArrayList<>();
        for (int i = 0; i < reply.choices().size(); i++) {
            ChatReply.Choice choice = reply.choices().get(i);
            StringBuilder text = new StringBuilder();
            choice.parts().forEach(part -> said(part, text, losses));
            if (!choice.logprobs().isEmpty()) {
                losses.add("choices.logprobs", "were left out: completions spell them in another way");
            }
            choices.add(choice(i, text.toString(), choice.finish(), losses));
        }
        Obj body = Json.object(
                "id",
                Ids.orNew("cmpl-", reply.id()),
                "object",
                "text_completion",
                "created",
                ChatReplies.seconds(reply.created()),
                "model",
                reply.model().isEmpty() ? asked.model() : reply.model(),
                "choices",
                choices);
        return reply.usage() == null ? body : body.with("usage", Usages.ofChoices(reply.usage()));
    }

    private static void said(ChatPart part, StringBuilder text, Losses losses) {
        if (part instanceof ChatPart.Text words) {
            text.append(words.text());
            if (!words.citations().isEmpty()) {
                losses.add("choices.text", "lacks its sources, which completions cannot say");
            }
        } else {
            losses.add("choices.text", "lacks a " + Lost.name(part) + ", which completions cannot say");
        }
    }

    static Obj choice(int index, String text, @Nullable Finish finish, Losses losses) {
        String reason = finish == null ? null : Finishes.write(finish, losses);
        return Json.object("text", text, "index", index, "logprobs", Null.NULL, "finish_reason", reason);
    }
}
