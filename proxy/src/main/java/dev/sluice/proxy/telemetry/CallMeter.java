package dev.sluice.proxy.telemetry;

import dev.sluice.api.Call;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import org.jspecify.annotations.Nullable;

/** Is told of calls and attempts. Called on event loops; returns at once. */
public interface CallMeter {

    /** One that does nothing. */
    CallMeter NONE = new CallMeter() {
        @Override
        public void callStarted() {}

        @Override
        public void callEnded(CallEnd end) {}

        @Override
        public void attemptStarted(Target target) {}

        @Override
        public void attempted(Call call, Target target, @Nullable Reply reply, @Nullable Throwable failure) {}
    };

    /** A call has begun. */
    void callStarted();

    /**
     * A call is over; told once for each that began.
     *
     * @param end all that is known of it
     */
    void callEnded(CallEnd end);

    /**
     * An attempt has begun.
     *
     * @param target where it goes
     */
    void attemptStarted(Target target);

    /**
     * The head of a reply to an attempt has come, or never will.
     *
     * @param call the call as it was sent
     * @param target where it went
     * @param reply null if there is none
     * @param failure null if there is a reply
     */
    void attempted(Call call, Target target, @Nullable Reply reply, @Nullable Throwable failure);

    /**
     * Tells another one as well.
     *
     * @param other is told second
     * @return both as one
     */
    default CallMeter and(CallMeter other) {
        return new Both(this, other);
    }
}
