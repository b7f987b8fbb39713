package dev.sluice.proxy.chain;

import dev.sluice.api.Call;
import dev.sluice.api.Next;
import dev.sluice.api.Reply;
import dev.sluice.api.plugin.Timers;
import io.vertx.core.Future;
import java.util.List;

/** Filters in order, and what is below the last of them. */
public final class Chain implements Next {

    private final String name;
    private final List<Link> links;
    private final Next head;

    private Chain(String name, List<Link> links, Next head) {
        this.name = name;
        this.links = links;
        this.head = head;
    }

    /**
     * Puts a chain together.
     *
     * @param name as in the config
     * @param links the filters, first to last
     * @param terminal sends a call to its target
     * @param timers time
     * @param meter is told what filters do
     * @return the chain
     */
    public static Chain of(String name, List<Link> links, Next terminal, Timers timers, FilterMeter meter) {
        Next next = terminal;
        for (Link link : links.reversed()) {
            Next below = next;
            Account account = new Account(link, meter, timers);
            next = call -> new Visit(link, call, below, timers, account).run();
        }
        return new Chain(name, List.copyOf(links), next);
    }

    @Override
    public Future<Reply> proceed(Call call) {
        return head.proceed(call);
    }

    /**
     * The chain's name.
     *
     * @return as in the config
     */
    public String name() {
        return name;
    }

    /**
     * Its filters.
     *
     * @return first to last
     */
    public List<Link> links() {
        return links;
    }
}
