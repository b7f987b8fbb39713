package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Decision;
import dev.sluice.api.Headers;
import dev.sluice.api.Journal;
import dev.sluice.api.Next;
import dev.sluice.api.Origin;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.SharedReply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Target;
import dev.sluice.api.Whole;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.stream.Coding;
import dev.sluice.api.stream.Sources;
import dev.sluice.plugins.cache.Keeper.Place;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks upstream, once for all who ask the same meanwhile. */
final class Upstream {

    private final CacheConfig config;
    private final Timers timers;
    private final Flights flights;
    private final Keeper keeper;
    private final Counts counts;
    private final Forms forms;
    private final Interpreter interpreter;

    Upstream(
            CacheConfig config,
            PluginContext context,
            Flights flights,
            Keeper keeper,
            Crossing crossing,
            Counts counts) {
        this.config = config;
        this.timers = context.timers();
        this.flights = flights;
        this.keeper = keeper;
        this.counts = counts;
        this.forms = new Forms(Pace.of(config.pace(), timers), config.maxEntry().bytes());
        this.interpreter = new Interpreter(crossing, config.maxEntry().bytes());
    }

    Duration stale() {
        return config.stale();
    }

    Forms forms() {
        return forms;
    }

    /** Gets an answer that is not kept: out of the air if somebody is asking already, else by asking. */
    Future<Reply> send(Asking one) {
        Flight underWay = joinable(one, one.address());
        if (underWay == null) {
            return begin(one, true);
        }
        return underWay.isReadAlike(one.address()) ? join(one, underWay, true) : cross(one, underWay);
    }

    private @Nullable Flight joinable(Asking one, Address address) {
        boolean alone = !one.asked().read() || config.patience().isZero();
        Flight flight = alone ? null : flights.at(address);
        while (flight != null && flight.isForgotten()) {
            flights.end(flight);
            flight = flights.at(address);
        }
        return flight;
    }

    /** Joins one of another dialect; where something would be lost between the two, it stays among those of its own. */
    private Future<Reply> cross(Asking one, Flight flight) {
        return attend(one, flight, true, reply -> interpreter.say(reply, flight, one))
                .recover(failure -> unlessOver(one, failure, () -> amongItsOwn(one)));
    }

    private Future<Reply> amongItsOwn(Asking one) {
        Flight own = joinable(one, one.address().apart());
        return own == null ? begin(one, true) : join(one, own, true);
    }

    private Future<Reply> begin(Asking one, boolean patient) {
        Place place = place(one);
        Flight mine = flight(one, place);
        if (flights.begin(mine)) {
            return lead(one, mine, place);
        }
        Flight other = joinable(one, one.address().apart());
        return other == null ? alone(one) : join(one, other, patient);
    }

    /**
     * In the place of one that took too long, or has closed: the first who waits no longer is sent for all of them. These wait for that one as
     * long as it takes, which is no longer than if they were sent themselves.
     */
    private Future<Reply> instead(Asking one, Flight gone) {
        flights.end(gone);
        Flight other = joinable(one, one.address().apart());
        return other == null ? begin(one, false) : join(one, other, false);
    }

    /** Joins one that is under way; who is patient no longer than so long. */
    private Future<Reply> join(Asking one, Flight flight, boolean patient) {
        return attend(
                        one,
                        flight,
                        patient,
                        reply -> forms.say(
                                readable(reply, one.call()),
                                flight.form(),
                                one.call(),
                                one.address().form()))
                .recover(failure -> unlessOver(one, failure, () -> patient ? instead(one, flight) : alone(one)));
    }

    /** Who has left is asked for no more; others get an answer elsewhere unless the one that they have waited for is an error. */
    private static Future<Reply> unlessOver(Asking one, Throwable failure, Supplier<Future<Reply>> elsewhere) {
        boolean may = failure instanceof Flight.ClosedException || failure instanceof Forms.UnsayableException;
        return may && !one.call().scope().ended() ? elsewhere.get() : Future.failedFuture(failure);
    }

    /** Waits for the reply of one that is under way, and has it said; who is given none leaves. */
    private Future<Reply> attend(Asking one, Flight flight, boolean patient, Function<Reply, Future<Reply>> saying) {
        Call guest = one.call().fork();
        Promise<Reply> joined = Promise.promise();
        Timers.Timer patience =
                !patient ? null : timers.after(config.patience(), () -> joined.tryFail(new Flight.ClosedException()));
        flight.join(guest).compose(saying).onComplete(reply -> {
            if (patience != null) {
                patience.cancel();
            }
            if (reply.failed()) {
                joined.tryFail(reply.cause());
            } else if (!joined.tryComplete(reply.result())) {
                reply.result().cancel();
            }
        });
        return joined.future()
                .map(reply -> shared(one, flight, reply))
                .onFailure(failure -> guest.scope().end(new CancellationException("it goes elsewhere")));
    }

    /** Nobody was asked for it. */
    private Reply shared(Asking one, Flight flight, Reply reply) {
        counts.shared();
        decide(one, "shared");
        Reply inside = reply.withOrigin(Origin.INSIDE).withMetering(flight.metering(reply));
        return marked(inside, reply.isSuccess() ? "hit" : "miss");
    }

    /** A client that did not ask for the coding that another has asked for gets the plain bytes. */
    private static Reply readable(Reply reply, Call call) {
        String coding = reply.headers().get("content-encoding");
        String accepted = call.headers().get("accept-encoding");
        if (coding == null || (accepted != null && accepted.contains(coding))) {
            return reply;
        }
        Headers plain = reply.headers().without("content-encoding").without("content-length");
        return switch (reply) {
            case Streamed streamed -> streamed.readable();
            case Whole whole ->
                new Whole(
                        whole.status(),
                        plain,
                        Coding.decode(coding, whole.body()),
                        whole.endpoint(),
                        whole.stopwatch());
        };
    }

    private Place place(Asking one) {
        return keeper.place(one.call(), one.address(), one.asked().tags());
    }

    private static Flight flight(Asking one, Place place) {
        return new Flight(one.address(), place.watch()::isOver);
    }

    private Future<Reply> lead(Asking one, Flight flight, Place place) {
        counts.missed();
        decide(one, "miss");
        SharedReply shared = start(one, one.call(), flight, place);
        return shared.join(one.call()).map(reply -> marked(reply, "miss"));
    }

    /** Sends a call that nobody else waits for, although somebody may be asking the same. */
    private Future<Reply> alone(Asking one) {
        Place place = place(one);
        return lead(one, flight(one, place), place);
    }

    private SharedReply start(Asking one, Call leader, Flight flight, Place place) {
        Landing landing = new Landing(flight);
        Next watched = sent -> {
            flight.notedIn(sent.journal());
            sent.scope().onEnd(landing::over); // Everybody has left.
            return one.next()
                    .proceed(sent.withHeaders(decodable(sent.headers())))
                    .onComplete(answered -> tell(sent.journal(), leader.journal()))
                    .onFailure(failed -> landing.over())
                    .map(reply -> one.asked().keep()
                            ? keeper.watched(sent, reply, place, landing)
                            : reply.onEnd(landing::unkept));
        };
        SharedReply shared =
                SharedReply.start(leader, watched, config.maxEntry().bytes());
        flight.sent(shared);
        return shared;
    }

    /** Has nobody join a flight any more once what it has brought is at hand, or is not going to be. */
    private final class Landing implements Keeper.Watcher {
        private final Flight flight;

        Landing(Flight flight) {
            this.flight = flight;
        }

        @Override
        public void ended(Outcome outcome) {
            flight.ended(outcome);
        }

        @Override
        public void over(boolean kept) {
            over();
        }

        void over() {
            flights.end(flight);
        }

        void unkept(Outcome outcome) {
            ended(outcome);
            over();
        }
    }

    /** Asks anew beside the call that was given a stale answer, unless somebody does already. */
    void refresh(Asking one) {
        Place place = place(one);
        Flight flight = flight(one, place);
        if (flights.at(one.address()) != null || !flights.begin(flight)) {
            return;
        }
        counts.refreshed();
        Call beside = one.call().detach();
        start(one, beside, flight, place)
                .join(beside)
                .compose(reply -> reply instanceof Streamed streamed
                        ? Sources.forEach(streamed.frames(), frames -> {})
                        : Future.succeededFuture())
                .onComplete(read -> beside.scope().end(null));
    }

    /** Asks for no coding that cannot be undone: what is kept has to be read. */
    private static Headers decodable(Headers headers) {
        String accepted = headers.get("accept-encoding");
        if (accepted == null || accepted.equals("gzip") || accepted.equals("identity")) {
            return headers;
        }
        return accepted.contains("gzip") ? headers.with("accept-encoding", "gzip") : headers.without("accept-encoding");
    }

    /** What the call that was sent for all has met belongs into the record of the one that had it sent. */
    private static void tell(Journal sent, Journal leader) {
        Target target = sent.target();
        if (target != null) {
            leader.sentTo(target);
        }
        leader.decideAsIn(sent);
        sent.warnings().forEach(leader::warn);
        leader.tookOver(sent);
    }

    static Reply marked(Reply reply, String word) {
        return SemanticFilter.HIT.equals(reply.headers().get(CacheFilter.HEADER))
                ? reply // A filter below has found it.
                : reply.withHeaders(reply.headers().with(CacheFilter.HEADER, word));
    }

    private static void decide(Asking one, String what) {
        one.call().journal().decide(new Decision(CacheFilter.NAME, what, one.reason()));
    }
}
