package dev.sluice.proxy.telemetry;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import org.jspecify.annotations.Nullable;

/** Two meters as one. */
record Both(CallMeter first, CallMeter second) implements CallMeter {

    @Override
    public void callStarted() {
        first.callStarted();
        second.callStarted();
    }

    @Override
    public void callEnded(CallEnd end) {
        first.callEnded(end);
        second.callEnded(end);
    }

    @Override
    public void attemptStarted(Target target) {
        first.attemptStarted(target);
        second.attemptStarted(target);
    }

    @Override
    public void attempted(Call call, Target target, @Nullable Reply reply, @Nullable Throwable failure) {
        first.attempted(call, target, reply, failure);
        second.attempted(call, target, reply, failure);
    }
}
