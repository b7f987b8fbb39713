package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import dev.sluice.proxy.upstream.sandbox.model.Tokens;
import java.util.List;
import java.util.stream.Stream;

/** Choices of completions: a text, or pieces of it. */
record CompletionStyle() implements ChoiceStyle {

    @Override
    public String idPrefix() {
        return "cmpl-";
    }

    @Override
    public String wholeObject() {
        return "text_completion";
    }

    @Override
    public String chunkObject() {
        return wholeObject();
    }

    @Override
    public Obj whole(Answer answer) {
        return text(answer.text());
    }

    @Override
    public List<Obj> first(Answer answer) {
        return List.of();
    }

    @Override
    public Stream<List<Obj>> pieces(Answer answer) {
        return Tokens.pieces(answer.text()).map(piece -> List.of(text(piece)));
    }

    @Override
    public Obj last() {
        return text("");
    }

    private static Obj text(String text) {
        return Json.object("text", text);
    }
}
