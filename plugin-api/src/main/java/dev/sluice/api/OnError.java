package dev.sluice.api;

/** What a filter's own failure (not a refusal: a {@link CallError} is always passed on) means for the call. */
public enum OnError {
    /** The call fails with a 500 in the client's dialect. The default, and the only safe choice for guards. */
    FAIL,
    /**
     * The call goes on as if the filter were not in the chain, and the failure is recorded: if the filter had not proceeded,
     * or if the reply that it got is whole. A stream that it got may have been touched: then it is {@link #FAIL} after all.
     */
    SKIP
}
