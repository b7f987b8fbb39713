package dev.sluice.plugins.redact.replace;

import dev.sluice.api.config.Doc;

/** What is done with something that was found. */
@Doc("What is done with something that was found.")
public enum Action {
    @Doc("It is replaced with a token, which becomes the value again in the reply.")
    TOKEN,
    @Doc("Its letters and digits become asterisks, but for the last four of a long number.")
    MASK,
    @Doc("It is replaced with a keyed hash, the same in all conversations of a tenant.")
    HASH,
    @Doc("It is replaced with a made-up value that looks the same and passes the same checks.")
    SYNTHETIC,
    @Doc("It is left out.")
    DROP,
    @Doc("The call is refused, or the reply ended before it.")
    BLOCK
}
