package dev.sluice.proxy.upstream;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Obj;
import dev.sluice.api.model.KeyStanding;
import io.vertx.core.Future;
import java.util.List;

/** One upstream account: sends calls whose target names it. Shared by all event loops; has state per loop at most. */
public interface Provider {

    /**
     * The provider's name.
     *
     * @return as in the config
     */
    String name();

    /**
     * Whether it takes calls of a dialect as they are.
     *
     * @param dialect the client's dialect
     * @return false if calls have to be translated first
     */
    boolean speaks(Dialect dialect);

    /**
     * Whether it has an endpoint of the dialect that it speaks.
     *
     * @param endpoint of that dialect
     * @return false if calls to it have to be translated to another first
     */
    default boolean has(Endpoint endpoint) {
        return true;
    }

    /**
     * Says a translated request as this provider takes it, where it differs from others of its dialect.
     *
     * @param body in the words of its dialect
     * @param losses takes what it has no word for
     * @return the document that is sent
     */
    default Obj adapted(Obj body, Losses losses) {
        return body;
    }

    /**
     * Models that it is known to have.
     *
     * @return names as the provider knows them; empty if nobody can say
     */
    default List<String> models() {
        return List.of();
    }

    /**
     * Whether a model's name that says no provider may be sent to it.
     *
     * @param model as the client wrote it; empty where a call names none
     * @return false if it is known to have no model of such a name
     */
    default boolean takes(String model) {
        return true;
    }

    /**
     * Whether it is sent the credentials that clients show.
     *
     * @return true if it is the provider that says who may have an answer
     */
    default boolean asksClients() {
        return false;
    }

    /**
     * How its keys stand, if it has several.
     *
     * @return in the order of the config
     */
    default List<KeyStanding> keys() {
        return List.of();
    }

    /**
     * Makes one attempt. What it opens is tied to the call's scope.
     *
     * @param call with a target of this provider
     * @return the reply in the call's dialect, error replies of the provider included; a {@link dev.sluice.api.CallError}
     *     if there is none
     */
    Future<Reply> send(Call call);

    /**
     * Closes what it holds open.
     *
     * @return done once all of it is closed
     */
    Future<Void> close();
}
