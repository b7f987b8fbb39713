package dev.sluice.proxy.chain;

/** Is told what filters do to calls. Called on event loops; returns at once. */
public interface FilterMeter {

    /** One that does nothing. */
    FilterMeter NONE = new FilterMeter() {
        @Override
        public void took(String filter, long nanos) {}

        @Override
        public void failed(String filter, Throwable failure) {}
    };

    /**
     * A filter is done with a call.
     *
     * @param filter its name
     * @param nanos the time that it took by itself
     */
    void took(String filter, long nanos);

    /**
     * A filter broke its contract and was contained.
     *
     * @param filter its name
     * @param failure what it did
     */
    void failed(String filter, Throwable failure);
}
