package dev.sluice.proxy.upstream.sandbox.voice.openai;

import dev.sluice.api.json.Obj;
import dev.sluice.proxy.upstream.sandbox.model.Answer;
import java.util.List;
import java.util.stream.Stream;

/** How an endpoint spells one choice, whole and in pieces; each document holds what is special to it alone. */
interface ChoiceStyle {

    /** What ids begin with. */
    String idPrefix();

    /** The {@code object} of a whole reply. */
    String wholeObject();

    /** The {@code object} of a stream's events. */
    String chunkObject();

    /** All that the choice says. */
    Obj whole(Answer answer);

    /** What comes before the first token. */
    List<Obj> first(Answer answer);

    /** What comes with each token. */
    Stream<List<Obj>> pieces(Answer answer);

    /** What comes with the reason for which it ends. */
    Obj last();
}
