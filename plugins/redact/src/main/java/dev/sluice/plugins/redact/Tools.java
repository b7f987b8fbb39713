package dev.sluice.plugins.redact;

import dev.sluice.plugins.redact.recognise.Recogniser;
import dev.sluice.plugins.redact.token.Alike;
import dev.sluice.plugins.redact.token.Keys;
import dev.sluice.plugins.redact.token.Vault;
import org.jspecify.annotations.Nullable;

/**
 * What a filter works with.
 *
 * @param plan what to look for, and what to do with it
 * @param alike says which values are the same
 * @param keys make tokens and hashes
 * @param vault keeps what tokens stand for
 * @param recogniser finds names; null if none is asked
 */
record Tools(
        Plan plan,
        Alike alike,
        Keys keys,
        Vault vault,
        @Nullable Recogniser recogniser) {}
