package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.chat.TokenLogprob;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.dialect.Texts;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes {@code logprobsResult}: how likely tokens were. */
final class Probabilities {
    static final String RESULT = "logprobsResult";
    private static final String CHOSEN = "chosenCandidates";
    private static final String TOP = "topCandidates";

    private Probabilities() {}

    static List<TokenLogprob> read(Obj result) {
        List<Obj> chosen = Texts.objects(result.get(CHOSEN)).toList();
        List<Obj> top = Texts.objects(result.get(TOP)).toList();
        List<TokenLogprob> tokens = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            List<TokenLogprob> likely = i < top.size()
                    ? Texts.objects(top.get(i).get("candidates"))
                            .map(token -> token(token, List.of()))
                            .toList()
                    : List.of();
            tokens.add(token(chosen.get(i), likely));
        }
        return tokens;
    }

    private static TokenLogprob token(Obj token, List<TokenLogprob> top) {
        Num logprob = token.number("logProbability");
        return new TokenLogprob(Texts.orEmpty(token.text("token")), logprob == null ? 0 : logprob.asDouble(), top);
    }

    static Obj write(List<TokenLogprob> tokens) {
        Obj result =
                Json.object(CHOSEN, tokens.stream().map(Probabilities::write).toList());
        boolean asked = tokens.stream().anyMatch(token -> !token.top().isEmpty());
        return asked
                ? result.with(
                        TOP, Json.from(tokens.stream().map(Probabilities::top).toList()))
                : result;
    }

    private static Obj write(TokenLogprob token) {
        return Json.object("token", token.token(), "logProbability", token.logprob());
    }

    private static Obj top(TokenLogprob token) {
        return Json.object(
                "candidates", token.top().stream().map(Probabilities::write).toList());
    }
}
