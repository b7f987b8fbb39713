package dev.sluice.api.prompt;

import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;

/**
 * A view over a call's JSON document; each dialect has its own for each of its endpoints.
 *
 * <p>Immutable. The lists are made when first asked for and are never null; where an endpoint has no such thing they are
 * empty. Inputs of embeddings, moderation and the like are messages of {@link Role#USER}.
 */
public interface Prompt {

    /**
     * The document under the view.
     *
     * @return all of it, unknown fields included
     */
    Obj json();

    /**
     * The turns so far, system instructions included, in the order in which the model reads them.
     *
     * @return messages with their parts
     */
    List<Message> messages();

    /**
     * The tools on offer.
     *
     * @return in order
     */
    List<Tool> tools();

    /**
     * How the model is asked to answer.
     *
     * @return what the call says, and null for what it leaves open
     */
    Parameters parameters();

    /**
     * Every text that the model will read.
     *
     * @return in the order of the document
     */
    default List<String> texts() {
        List<String> texts = new ArrayList<>();
        mapText((role, kind, text) -> {
            texts.add(text);
            return text;
        });
        return texts;
    }

    /**
     * Maps every text that the model will read.
     *
     * @param mapper called once for each text, in the order of the document
     * @return a prompt that differs where the mapper returned another text, or this if it nowhere did
     */
    Prompt mapText(TextMapper mapper);

    /**
     * Adds a message of words.
     *
     * @param message text parts only
     * @param place where; dialects that keep system instructions apart put {@link Role#SYSTEM} there
     * @return the prompt with it
     */
    Prompt plus(Message message, Place place);

    /**
     * Changes parameters.
     *
     * @param parameters only those that differ from {@link #parameters()} are written
     * @return the prompt with them
     */
    Prompt with(Parameters parameters);
}
