package dev.sluice.plugins.cache;

/**
 * Where the answer to a call lies, if it is there, and how the call wants it said.
 *
 * @param tenant whose it is
 * @param key what is asked, as a digest
 * @param form how the reply is to be spelled
 */
record Address(String tenant, String key, Form form) {

    /** Equal for calls that ask the same, in whatever form they want the answer. */
    Flights.Key flight() {
        return new Flights.Key(tenant, key);
    }
}
