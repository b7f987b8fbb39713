package dev.sluice.plugins.cache;

import dev.sluice.api.Call;
import dev.sluice.api.Journal;
import dev.sluice.api.Metering;
import dev.sluice.api.Outcome;
import dev.sluice.api.Reply;
import dev.sluice.api.Scope;
import dev.sluice.api.SharedReply;
import dev.sluice.api.Streamed;
import dev.sluice.api.Usage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One upstream call that is under way, for everybody who asks the same meanwhile, on whichever event loop. It lives on the loop of the call
 * that began it; those of other loops get its stream through {@link Ferry}.
 */
final class Flight {

    private final Address address;
    private final BooleanSupplier forgotten;
    private final @Nullable Context home = Vertx.currentContext();
    private @Nullable SharedReply shared; // Written and read on the home loop.
    private volatile @Nullable Usage usage;
    private volatile @Nullable Journal journal; // Of the call that was sent.

    Flight(Address address, BooleanSupplier forgotten) {
        this.address = address;
        this.forgotten = forgotten;
    }

    /** Whether what it brings was to be forgotten since it was sent: who asks only now gets a fresh one. */
    boolean isForgotten() {
        return forgotten.getAsBoolean();
    }

    /** Of the call that began it. */
    Address address() {
        return address;
    }

    /** How its reply is spelled. */
    Form form() {
        return address.form();
    }

    /** Whether a call's reply is in the same words, if not in the same form. */
    boolean isReadAlike(Address call) {
        return address.own().equals(call.own());
    }

    /** The call goes out, and what becomes of it is noted there. On the home loop. */
    void notedIn(Journal sent) {
        this.journal = sent;
    }

    /** Whether nothing was lost so far between the provider and it, nor of its request. On any thread. */
    boolean isLossless() {
        Journal sent = journal;
        return sent == null || sent.warned() == 0;
    }

    /** What was. On any thread. */
    List<String> warnings() {
        Journal sent = journal;
        return sent == null ? List.of() : sent.warnings();
    }

    /** It has been sent. On the home loop, in the turn in which it was made known. */
    void sent(SharedReply reply) {
        this.shared = reply;
    }

    /** Its reply has ended. On the home loop, before anybody who reads it is told. */
    void ended(Outcome outcome) {
        this.usage = outcome.usage();
    }

    /** Tells what its reply has used to somebody who has joined, in whatever form he has it. */
    Metering metering(Reply reply) {
        return new Retold(() -> usage, reply.metering());
    }

    /**
     * Joins a call, on the call's own loop.
     *
     * @param guest leaves when its scope ends
     * @return the reply; a {@link ClosedException} if it is too late to join
     */
    Future<Reply> join(Call guest) {
        Context here = Vertx.currentContext();
        if (home == null || here == null || home.equals(here)) {
            return joinHome(guest);
        }
        Scope stay = Scope.root();
        Call there = guest.toBuilder().scope(stay).journal(new Journal()).build();
        guest.scope()
                .onEnd(() -> home.runOnContext(turn -> stay.end(new CancellationException("the caller has left"))));
        Promise<Reply> arriving = Promise.promise();
        home.runOnContext(turn -> joinHome(there)
                .onComplete(reply -> here.runOnContext(back -> {
                    if (reply.succeeded()) {
                        arriving.complete(ferried(reply.result(), home, here));
                    } else {
                        arriving.fail(reply.cause());
                    }
                })));
        return arriving.future();
    }

    private Future<Reply> joinHome(Call guest) {
        SharedReply open = shared;
        return open != null && open.isOpen() ? open.join(guest) : Future.failedFuture(new ClosedException());
    }

    private static Reply ferried(Reply reply, Context from, Context to) {
        return reply instanceof Streamed streamed
                ? new Streamed(
                        streamed.status(),
                        streamed.headers(),
                        new Ferry(streamed, from, to),
                        streamed.endpoint(),
                        streamed.stopwatch())
                : reply;
    }

    /** Nobody can join any more: it is over, has failed, or is larger than what is kept. */
    static final class ClosedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ClosedException() {
            super("Expected a call that can be joined, but it has closed.", null, false, false);
        }
    }
}
