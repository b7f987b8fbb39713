package dev.sluice.proxy.dialect;

import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import java.util.List;

/**
 * Where in a kind of document a prompt's pieces stand; {@link LensedPrompt} makes the prompt of it.
 *
 * <p>Stateless. Every edit returns the same object if it changes nothing.
 */
public interface PromptShape {

    /**
     * Reads the turns.
     *
     * @param body the document
     * @return in the order in which the model reads them
     */
    List<Message> messages(Obj body);

    /**
     * Reads the tools on offer.
     *
     * @param body the document
     * @return in order
     */
    List<Tool> tools(Obj body);

    /**
     * Reads the parameters.
     *
     * @param body the document
     * @return what it says
     */
    Parameters parameters(Obj body);

    /**
     * Maps every text that the model reads.
     *
     * @param body the document
     * @param mapper called in the order of the document
     * @return the document with what changed
     */
    Obj mapText(Obj body, TextMapper mapper);

    /**
     * Adds a message.
     *
     * @param body the document
     * @param message words only
     * @param place where
     * @return the document with it
     */
    Obj plus(Obj body, Message message, Place place);

    /**
     * Changes parameters.
     *
     * @param body the document
     * @param from what it says now
     * @param to what it shall say
     * @return the document with those that differ
     */
    Obj with(Obj body, Parameters from, Parameters to);
}
