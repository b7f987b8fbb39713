package dev.sluice.proxy.state.redis;

import dev.sluice.api.plugin.Timers;
import dev.sluice.api.state.StateUnavailableException;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has one event loop's operations of one use done: those of one turn of the loop, and of one slot, by one call of the script.
 * Belongs to that loop.
 */
final class Counter {

    /** Operations in one call: keeps the server from being busy with it for long. */
    private static final int LARGEST = 256;

    private static final Duration AGAIN = Duration.ofMillis(250);

    private final Link link;
    private final Parts parts;
    private final String use;
    private final String sender = UUID.randomUUID().toString();
    private final Map<String, Queue> queues = new HashMap<>();
    private final ServerClock clock;
    private long numbers;
    private int unsettled;

    /**
     * What all counters share.
     *
     * @param script counts
     * @param names what accounts are called
     * @param timers time
     * @param meters count what is asked
     * @param maxUnsettled settlings that may wait for Redis to be back
     */
    record Parts(Script script, Names names, Timers timers, StateMeters meters, int maxUnsettled) {}

    /** What waits for one slot. */
    private static final class Queue {

        final String slot;
        final List<Operation> operations = new ArrayList<>();
        final Settlings settlings = new Settlings(LARGEST);
        boolean flushing;

        Queue(String slot) {
            this.slot = slot;
        }
    }

    Counter(Link link, Parts parts, String use) {
        this.link = link;
        this.parts = parts;
        this.use = use;
        this.clock = new ServerClock(parts.timers()::now);
    }

    ServerClock clock() {
        return clock;
    }

    void ask(String slot, Operation operation) {
        Queue queue = queue(slot);
        queue.operations.add(operation);
        flushLater(queue);
    }

    Future<Void> settle(String slot, Settling settling) {
        if (unsettled >= parts.maxUnsettled()) {
            parts.meters().settlingsLost(1);
            return Future.failedFuture(new StateUnavailableException(
                    "Expected Redis to count what was spent, found " + unsettled + " amounts waiting for it.", null));
        }
        waiting(1);
        Queue queue = queue(slot);
        queue.settlings.add(settling);
        flushLater(queue);
        return settling.done();
    }

    private Queue queue(String slot) {
        return queues.computeIfAbsent(slot, Queue::new);
    }

    private void waiting(int more) {
        unsettled += more;
        parts.meters().unsettled(more);
    }

    private void flushLater(Queue queue) {
        if (!queue.flushing) {
            queue.flushing = true;
            link.context().runOnContext(turn -> flush(queue));
        }
    }

    private void flush(Queue queue) {
        queue.flushing = false;
        while (!queue.operations.isEmpty() || queue.settlings.isDue()) {
            List<Operation> next = queue.operations.subList(0, Math.min(LARGEST, queue.operations.size()));
            List<Operation> operations = List.copyOf(next);
            next.clear();
            send(queue, operations);
        }
        tidy(queue);
    }

    private void tidy(Queue queue) {
        if (!queue.flushing && queue.settlings.isIdle()) {
            queues.remove(queue.slot);
        }
    }

    private void send(Queue queue, List<Operation> operations) {
        Batch batch = new Batch(clock);
        boolean settles = queue.settlings.isDue();
        int asked = operations.size() + (settles ? queue.settlings.write(batch, ++numbers) : 0);
        operations.forEach(operation -> operation.write(batch));
        if (settles) {
            batch.last(parts.names().settlings(use, queue.slot, sender));
        }
        parts.meters().called(asked);
        Future<Response> answer = parts.script().run(link, batch.keys(), batch.arguments());
        answer.onSuccess(response -> read(operations, new Answer(response)));
        if (settles) {
            answer.onComplete(done -> settled(queue, done.cause()));
        }
        link.inTime(answer).onFailure(late -> late(queue, operations, settles, StateUnavailable.of(late)));
    }

    private void read(List<Operation> operations, Answer answer) {
        clock.says(answer.now());
        operations.forEach(operation -> operation.read(answer));
    }

    private static void late(Queue queue, List<Operation> operations, boolean settles, StateUnavailableException why) {
        operations.forEach(operation -> operation.failed(why));
        if (settles) {
            queue.settlings.late(why);
        }
    }

    private void settled(Queue queue, @Nullable Throwable failure) {
        if (failure == null) {
            waiting(-queue.settlings.acknowledged());
            next(queue);
            return;
        }
        if (failure instanceof ErrorType) {
            int lost = queue.settlings.refused();
            waiting(-lost);
            parts.meters().settlingsLost(lost);
        }
        parts.timers().after(AGAIN, () -> {
            queue.settlings.again();
            next(queue);
        });
    }

    private void next(Queue queue) {
        if (queue.settlings.isDue()) {
            flushLater(queue);
        } else {
            tidy(queue);
        }
    }
}
