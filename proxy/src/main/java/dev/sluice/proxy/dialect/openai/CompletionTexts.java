package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import dev.sluice.proxy.dialect.Edits;

/** Finds the text in the answer of completions. */
final class CompletionTexts {

    private CompletionTexts() {}

    /** The shape of a completion's choice, whole or a chunk of it. */
    static Obj map(Obj choice, int index, Feed feed) {
        Channel channel = new Channel(index, Channel.Kind.CONTENT, 0);
        return choice.update(
                "text",
                value -> Edits.text(
                        value,
                        text -> feed.feed(
                                channel,
                                text,
                                held -> Json.object(
                                        "text",
                                        held,
                                        "index",
                                        index,
                                        "logprobs",
                                        Null.NULL,
                                        "finish_reason",
                                        Null.NULL))));
    }
}
