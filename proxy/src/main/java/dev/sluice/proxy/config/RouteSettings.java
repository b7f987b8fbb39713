package dev.sluice.proxy.config;

import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call matches. */
@Doc("What a call matches, and the chain that it then runs through.")
public record RouteSettings(
        @Doc("Shown in metrics, records and x-sluice-route.")
        String name,

        @Doc("All of it has to hold; a route without it takes every call.") @Nullable MatchSettings match,

        @Doc("A chain of this file.") String chain,

        @Doc(
                "What becomes of calls that say what the API of their provider cannot; what the provider says, unless set.")
        @Nullable TranslatePolicy translate,

        @Doc("What the route promises; shown beside what it does.") @Nullable ObjectiveSettings objectives) {

    /** What has to hold of a call. */
    @Doc("What has to hold of a call.")
    public record MatchSettings(
            @Doc("The model asked for; * stands for anything.")
            List<String> model,

            @Doc("The operation: chat, embeddings, image, ...")
            List<String> operation,

            @Doc("The dialect: openai, ...") List<String> dialect,
            @Doc("The beginning of the path.") @Nullable String pathPrefix,

            @Doc("Fields of the header with their values; * stands for anything.")
            Map<String, String> headers) {}

    /** What a route promises. */
    @Doc("What a route promises.")
    public record ObjectiveSettings(
            @Key("p95") @Doc("95 of 100 calls take less.") @Nullable Duration p95,

            @Doc("Share of calls that succeed, such as 99.5%.") @Nullable String success) {}
}
