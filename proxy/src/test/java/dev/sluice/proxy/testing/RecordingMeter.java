package dev.sluice.proxy.testing;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.proxy.telemetry.CallEnd;
import dev.sluice.proxy.telemetry.CallMeter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps what the proxy told of its calls. */
public final class RecordingMeter implements CallMeter {

    private final AtomicInteger started = new AtomicInteger();
    private final List<CallEnd> ended = new CopyOnWriteArrayList<>();

    @Override
    public void callStarted() {
        started.incrementAndGet();
    }

    @Override
    public void callEnded(CallEnd end) {
        ended.add(end);
    }

    @Override
    public void attemptStarted(Target target) {}

    @Override
    public void attempted(Call call, Target target, @Nullable Reply reply, @Nullable Throwable failure) {}

    public int started() {
        return started.get();
    }

    public List<CallEnd> ended() {
        return ended;
    }
}
