package dev.sluice.plugins.cache;

/**
 * Where the answer to a call lies, if it is there, and how the call wants it said.
 *
 * @param tenant whose it is
 * @param key what is asked, as a digest
 * @param own what is asked by callers of the same dialect alone; the key itself where no others can ask the same
 * @param form how the reply is to be spelled
 */
record Address(String tenant, String key, String own, Form form) {

    /** One that callers of other dialects do not look at. */
    static Address own(String tenant, String key, Form form) {
        return new Address(tenant, key, key, form);
    }

    /** Whether callers of other dialects look there, too. */
    boolean isShared() {
        return !key.equals(own);
    }

    /** Where it lies apart from the answers to callers of other dialects. */
    Address apart() {
        return own(tenant, own, form);
    }

    /** Where it is kept: equal for calls that ask the same, in whatever form they want the answer. */
    Flights.Key place() {
        return new Flights.Key(tenant, key);
    }

    /** Which call brings it: equal for those among them that read it alike. */
    Flights.Key flight() {
        return new Flights.Key(tenant, own);
    }
}
