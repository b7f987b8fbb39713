package dev.sluice.plugins.classify.http;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** An analyzer. */
@Doc(
        "A service that speaks the API of Presidio's analyzer: names of people, places, organisations, and what else it was taught.")
public record PresidioConfig(
        @Doc("Its address; /analyze is added.") URI url,

        @Doc("What it is asked for, by its own names; all that it knows if empty.")
        List<String> entities,

        @Doc("The language of the texts.") @Default("en") String language,

        @Doc("How sure it has to be.") @Default("0.5") @Min(0) @Max(1) double threshold,

        @Doc("Until an answer is given up, the wait for its turn included.") @Default("2s")
        Duration timeout,

        @Doc("Texts that are analysed at a time.") @Default("8") @Min(1) @Max(1024) int parallel,

        @Doc("Texts that wait for their turn; more are turned away.") @Default("256") @Min(0) @Max(100_000) int waiting) {

    public PresidioConfig {
        entities = List.copyOf(entities);
        Urls.check(url, timeout);
    }
}
