package dev.sluice.plugins.cache;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls that are under way, over all event loops: so that equal ones of another loop wait for the answer instead of asking
 * themselves. On the same loop they join the call itself, and get its stream as it comes.
 */
final class Flights {

    private final Map<Flight, Promise<Void>> underWay = new ConcurrentHashMap<>();

    /** What is asked, and for whom. */
    record Flight(String tenant, String key) {}

    /** Begins one, unless there is one already. */
    boolean begin(Flight flight) {
        return underWay.putIfAbsent(flight, Promise.promise()) == null;
    }

    /** Waits for one that is under way; done at once if there is none. */
    Future<Void> landed(Flight flight) {
        Promise<Void> landing = underWay.get(flight);
        if (landing == null) {
            return Future.succeededFuture();
        }
        Context home = Vertx.currentContext();
        if (home == null) {
            return landing.future();
        }
        Promise<Void> here = Promise.promise();
        landing.future().onComplete(landed -> home.runOnContext(back -> here.tryComplete()));
        return here.future();
    }

    void end(Flight flight) {
        Promise<Void> landing = underWay.remove(flight);
        if (landing != null) {
            landing.tryComplete();
        }
    }
}
