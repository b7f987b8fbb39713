package dev.sluice.api.state;

/** What all replicas share. What it hands out is cheap to make and is kept, not made for each call. */
public interface State {

    /**
     * Bytes that are kept for a while.
     *
     * @param use what for
     * @return the same bytes for every replica that names the same use
     */
    Cache cache(Use use);

    /**
     * Bounds on how much may be used in a time.
     *
     * @param use what for
     * @return the same counts for every replica that names the same use
     */
    Quotas quotas(Use use);

    /**
     * Permits that expire.
     *
     * @param use what for
     * @return the same permits for every replica that names the same use
     */
    Leases leases(Use use);

    /**
     * Entries in the order in which they were appended.
     *
     * @param use what for
     * @return the same logs for every replica that names the same use
     */
    Logs logs(Use use);

    /**
     * Messages to every replica.
     *
     * @param name the topic's: begins with the name of the filter that it belongs to
     * @return the same topic for every replica that gives the same name
     */
    Topic topic(String name);
}
