package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.StateUnavailableException;

/** Failures of this package as those who use the state see them. */
final class StateUnavailable {

    private StateUnavailable() {}

    static StateUnavailableException late() {
        return new StateUnavailableException("Expected Redis to answer in time, found that it does not.", null);
    }

    static StateUnavailableException of(Throwable failure) {
        return failure instanceof StateUnavailableException known
                ? known
                : new StateUnavailableException("Expected Redis to do it, found: " + failure.getMessage(), failure);
    }
}
