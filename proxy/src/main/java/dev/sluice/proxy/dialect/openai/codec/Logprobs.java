package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.TokenLogprob;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How likely tokens were: the same in all of OpenAI's chats. */
final class Logprobs {

    private Logprobs() {}

    static List<TokenLogprob> read(@Nullable Json tokens) {
        return Texts.objects(tokens).map(Logprobs::token).toList();
    }

    private static TokenLogprob token(Obj token) {
        Num logprob = token.number("logprob");
        return new TokenLogprob(
                Texts.orEmpty(token.text("token")),
                logprob == null ? 0 : logprob.asDouble(),
                Texts.objects(token.get("top_logprobs")).map(Logprobs::token).toList());
    }

    static Arr write(List<TokenLogprob> tokens) {
        List<Obj> written = new ArrayList<>();
        for (TokenLogprob token : tokens) {
            List<Obj> top = token.top().stream().map(Logprobs::bare).toList();
            written.add(bare(token).with("top_logprobs", Json.from(top)));
        }
        return Json.array(written.toArray());
    }

    private static Obj bare(TokenLogprob token) {
        List<Integer> bytes = new ArrayList<>();
        for (byte one : token.token().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(one & 0xff);
        }
        return Json.object("token", token.token(), "logprob", token.logprob(), "bytes", bytes);
    }
}
