package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.chat.TokenLogprob;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes how likely tokens were. */
final class Probabilities {
    private static final String TOP = "top_logprobs";

    private Probabilities() {}

    static List<TokenLogprob> read(@Nullable Json tokens) {
        return Texts.objects(tokens).map(token -> token(token, true)).toList();
    }

    private static TokenLogprob token(Obj token, boolean withTop) {
        Num logprob = token.number("logprob");
        List<TokenLogprob> top = withTop
                ? Texts.objects(token.get(TOP))
                        .map(likely -> token(likely, false))
                        .toList()
                : List.of();
        return new TokenLogprob(Texts.orEmpty(token.text("token")), logprob == null ? 0 : logprob.asDouble(), top);
    }

    static Json write(List<TokenLogprob> tokens) {
        return Json.from(tokens.stream().map(Probabilities::write).toList());
    }

    private static Obj write(TokenLogprob token) {
        Obj written = Json.object("token", token.token(), "logprob", token.logprob());
        return token.top().isEmpty()
                ? written
                : written.with(
                        TOP,
                        Json.from(token.top().stream().map(Probabilities::write).toList()));
    }
}
