package dev.sluice.proxy.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Queue;

/** The sockets that are to write when their event loop has read the others: a queue for each loop. */
final class FlushQueues {

    /** So many calls may be worked on before the first of them gets its bytes sent. */
    static final int MAX_WAITING = 16;

    private final FastThreadLocal<OfLoop> queues = new FastThreadLocal<>();

    /** The queue of the event loop that this is called on. */
    OfLoop of(EventLoop loop) {
        OfLoop queue = queues.getIfExists();
        if (queue == null) {
            queue = new OfLoop(loop);
            queues.set(queue);
        }
        return queue;
    }

    /** One loop's. It runs as a task, which the loop does after it has gone round its sockets. */
    static final class OfLoop implements Runnable {

        private final EventLoop loop;
        private final Queue<Gathering> waiting = new ArrayDeque<>(MAX_WAITING);
        private boolean scheduled;

        private OfLoop(EventLoop loop) {
            this.loop = loop;
        }

        void add(Gathering socket) {
            waiting.add(socket);
            if (waiting.size() >= MAX_WAITING) {
                flush();
            } else if (!scheduled) {
                scheduled = true;
                loop.execute(this);
            }
        }

        @Override
        public void run() {
            scheduled = false;
            flush();
        }

        /** Sockets that ask again while this runs wait for their next turn. */
        private void flush() {
            for (int left = waiting.size(); left > 0; left--) {
                Gathering next = waiting.poll();
                if (next != null) {
                    next.flushNow();
                }
            }
        }
    }
}
