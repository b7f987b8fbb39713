package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Obj;
import dev.sluice.api.text.Channel;
import java.util.function.Function;

/** Takes the texts that a walk over a reply comes across, and says what stands in their place. */
@FunctionalInterface
interface Feed {

    /**
     * Takes one text.
     *
     * @param channel where it belongs
     * @param text as it came
     * @param again makes what a text of this channel is carried in, should one have to be sent that never came
     * @return what stands there now
     */
    String feed(Channel channel, String text, Function<String, Obj> again);

    /**
     * Takes note that a tool call begins or goes on.
     *
     * @param channel of its arguments
     * @param id the call's; another one than before means another call
     */
    default void call(Channel channel, String id) {}
}
