package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Obj;

/** Where the texts of a choice stand. */
@FunctionalInterface
interface ChoiceShape {

    /**
     * Feeds every text of a choice.
     *
     * @param choice whole, or one chunk's worth of it
     * @param index its number
     * @param feed {@code again} makes a choice for one more chunk
     * @return the choice with what came back
     */
    Obj map(Obj choice, int index, Feed feed);
}
