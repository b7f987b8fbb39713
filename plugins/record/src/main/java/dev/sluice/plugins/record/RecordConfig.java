package dev.sluice.plugins.record;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/** What is recorded, how it is masked, and where it goes. */
@Doc("Writes one line of JSON for every call: what came, what left, what was decided, how it ended.")
public record RecordConfig(
        @Doc("What is kept of the request's body.") @Default("text")
        Content request,

        @Doc("What is kept of the reply's body.") @Default("text")
        Content reply,

        @Doc("How many characters are kept of each; what is beyond is cut, and the record says so.")
        @Default("32768")
        @Min(0) int maxCharacters,

        @Doc("Header fields that are kept, of requests and replies. Fields that carry credentials are refused.")
        @Default("[content-type, user-agent, x-request-id]")
        List<String> headers,

        @Doc("Patterns that are replaced in every text before it is written.")
        List<MaskRule> mask,

        @Doc("JSON pointers to parts of bodies that are left out where a body is kept in full.")
        List<String> drop,

        @Doc("The folder of the files; by default the plugin's own data folder.") @Nullable Path folder,

        @Doc("When a file is full, and how many are kept.") @Default("{}")
        Files files,

        @Doc("What waits to be written.") @Default("{}") Queue queue) {

    private static final Set<String> CREDENTIALS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "api-key",
            "x-api-key",
            "x-goog-api-key",
            "x-amz-security-token");

    public RecordConfig {
        headers = headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        headers.forEach(RecordConfig::requireNoCredential);
        drop = List.copyOf(drop);
        drop.forEach(RecordConfig::requirePointer);
        mask = List.copyOf(mask);
    }

    /** What is kept of a body. */
    @Doc("What is kept of a body.")
    public enum Content {
        @Doc("Its size.")
        OFF,
        @Doc("Its texts: messages, tool calls, answers.")
        TEXT,
        @Doc(
                "All of it as JSON if it fits into max-characters, else its texts; of a stream its events as they came, or its texts if"
                        + " anything is masked or dropped.")
        FULL
    }

    /** What is done with a record that finds no room. */
    @Doc("What is done when the queue is full.")
    public enum Overflow {
        @Doc("The record is dropped and counted; the call goes on.")
        DROP,
        @Doc("New calls are refused with a 503 until there is room, so that none goes unrecorded.")
        FAIL
    }

    /** A pattern and what stands in its place. */
    @Doc("A pattern and what stands in its place.")
    public record MaskRule(
            @Doc("A regular expression without backreferences and lookaround, so that it runs in linear time.")
            String pattern,

            @Doc("Put in the place of every match, as it stands.") @Default("'***'")
            String replacement) {

        public MaskRule {
            compile(pattern);
        }

        Pattern compiled() {
            return compile(pattern);
        }

        private static Pattern compile(String pattern) {
            try {
                return Pattern.compile(pattern);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "expected a regular expression without backreferences and lookaround: " + e.getMessage(), e);
            }
        }
    }

    /** When a file is full, and how many are kept. */
    @Doc("When a file is full, and how many are kept.")
    public record Files(
            @Doc("A file that would grow beyond this is closed, and the next one begun.") @Default("64MiB")
            DataSize maxSize,

            @Doc("A file that is older is closed when the next record comes.") @Default("24h")
            Duration maxAge,

            @Doc("How many files are kept; the oldest are deleted.") @Default("100") @Min(1) int keep,

            @Doc("How much all files may hold together; the oldest are deleted.") @Default("4GiB")
            DataSize keepSize,

            @Doc("Whether files that are closed are compressed; takes CPU for every record.") @Default("false")
            boolean compress) {}

    /** What waits to be written. */
    @Doc("What waits to be written.")
    public record Queue(
            @Doc("How many records may wait.") @Default("10000") @Min(1) int maxRecords,

            @Doc("How much memory they may hold.") @Default("64MiB")
            DataSize maxSize,

            @Doc("What is done when there is no room.") @Default("drop")
            Overflow onOverflow) {}

    /** Whether something in a body may have to be hidden, by this config alone. */
    boolean hides() {
        return !mask.isEmpty() || !drop.isEmpty();
    }

    private static void requireNoCredential(String header) {
        if (CREDENTIALS.contains(header)) {
            throw new IllegalArgumentException(
                    "expected header fields without credentials, found " + header + ": credentials are never recorded");
        }
    }

    private static void requirePointer(String pointer) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException("expected a JSON pointer such as /metadata/user, found " + pointer);
        }
    }
}
