package dev.sluice.proxy.state.redis;

import dev.sluice.api.state.StateUnavailableException;

/** One thing that is asked of the script, with others in one call. */
interface Operation {

    /** Says what is asked. */
    void write(Batch batch);

    /** Takes its part of the answer, which may come after it {@linkplain #failed failed}. */
    void read(Answer answer);

    /** There is no answer in time, or none at all. */
    void failed(StateUnavailableException why);
}
