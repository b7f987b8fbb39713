package dev.sluice.bench.load;

/** Decides when connections are opened and when a free one sends. */
public sealed interface Pace permits ClosedPace, LeavingPace, OpenPace {

    void start(Load load);

    /** {@code connection} may send. */
    void free(Connection connection);

    /** {@code connection} was lost while the load goes on. */
    void gone(Connection connection);

    /** No connection could be had. */
    void refused();

    /** Nothing more is to be sent. */
    void stop();
}
