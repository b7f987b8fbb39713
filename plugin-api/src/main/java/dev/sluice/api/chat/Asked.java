package dev.sluice.api.chat;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;

/**
 * What the client asked, for replies that repeat it or depend on it.
 *
 * @param model the model it named; stands in the reply if the provider's reply names none
 * @param body its request, in the dialect of the reply; empty if it is not known
 */
public record Asked(String model, Obj body) {

    /** Nobody knows what was asked. */
    public static final Asked UNKNOWN = new Asked("", Json.object().build());
}
