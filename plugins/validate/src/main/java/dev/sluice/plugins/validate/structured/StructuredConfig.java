package dev.sluice.plugins.validate.structured;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Max;
import dev.sluice.api.config.Min;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which schema replies have to meet, and what is done for it. */
@Doc("Holds replies to a JSON Schema: the route's, or the one that the caller asks the model for.")
public record StructuredConfig(
        @Doc("The JSON Schema, as a map or as JSON text; the caller's own (response_format and the like) if not given.")
        @Nullable Object schema,

        @Doc("Whether a fence around the document and commas before closing brackets are left out.") @Default("true")
        boolean repair,

        @Doc("Whether a document that breaks off is closed, if it meets the schema then.") @Default("false")
        boolean closeTruncated,

        @Doc("How often the model is asked again, with at most three faults; for streams, if they are held.")
        @Default("1")
        @Min(0) @Max(5) int askAgain,

        @Doc("Since the call came; later, nothing is asked again.") @Default("30s")
        Duration within,

        @Doc(
                "Tokens that all replies to a call may have used, their prompts included; from then on, nothing is asked again.")
        @Default("50000")
        @Min(0) long tokens,

        @Doc("A wrong reply of more characters is not sent back.") @Default("20000") @Min(0) int maxCharacters,

        @Doc("Whether a stream is checked as it passes, or held until it is known to be right.") @Default("check")
        Streams streams,

        @Doc("What is done at an endpoint whose replies cannot be read, where a schema is given here.")
        @Default("refuse")
        Unreadable unreadable) {

    /** As it is where nothing else is said. */
    public static final StructuredConfig USUAL = new StructuredConfig(
            null, true, false, 1, Duration.ofSeconds(30), 50_000, 20_000, Streams.CHECK, Unreadable.REFUSE);

    /** How hard it tries. */
    public ReplyContract.Effort effort() {
        return new ReplyContract.Effort(askAgain, within, tokens, maxCharacters, streams == Streams.HOLD);
    }

    /** What it puts right. */
    public Set<Repair> repairs() {
        Set<Repair> repairs = EnumSet.noneOf(Repair.class);
        if (repair) {
            repairs.add(Repair.FENCE);
            repairs.add(Repair.TRAILING_COMMA);
        }
        if (closeTruncated) {
            repairs.add(Repair.TRUNCATION);
        }
        return repairs;
    }

    /** What is done where nothing can be checked. */
    @Doc("What is done where nothing can be checked.")
    public enum Unreadable {
        @Doc("It passes, and the record says that it was not checked.")
        PASS,
        @Doc("It is refused, before anything is sent.")
        REFUSE
    }

    /** What is done with streams. */
    @Doc("What is done with streams.")
    public enum Streams {
        @Doc("They leave as they come, and break off where they cannot be right any more.")
        CHECK,
        @Doc("Nothing leaves before all of it is right; what is wrong is asked for again, as whole replies are.")
        HOLD
    }
}
