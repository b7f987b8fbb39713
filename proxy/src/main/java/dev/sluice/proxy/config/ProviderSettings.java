package dev.sluice.proxy.config;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.Min;
import dev.sluice.api.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One upstream account. */
@Doc("One upstream account.")
public record ProviderSettings(
        @Default("false") @Doc("Leave it out, rather than refuse to start, while variables that it names are not set.")
        boolean optional,

        @Doc("Whose defaults to take: openai, azure-openai, groq, vllm, ... The provider's own name, unless set.")
        @Nullable String preset,

        @Doc("The wire API that it speaks: openai, anthropic, gemini, ..., or sandbox. Calls in others are translated.")
        @Nullable String dialect,

        @Doc(
                "Endpoints of that API, by name, that it does not have, such as responses; its preset's, unless set. Calls to them are translated to one that it has.")
        List<String> lacks,

        @Doc("What becomes of calls that say what the provider's API cannot; warn, unless set here or by the route.")
        @Nullable TranslatePolicy translate,

        @Doc(
                "As an SDK would have it, with or without the /v1 at its end, and without a query; its preset's, unless set.")
        @Nullable URI baseUrl,

        @Doc("The account's key.") @Nullable Secret apiKey,

        @Doc(
                "Several keys instead of one, used in turn: one at its limit rests as long as the provider says, one that is refused for 5 minutes.")
        List<Secret> apiKeys,

        @Default("own") @Doc("Whose credentials the provider gets.")
        Credentials credentials,

        @Doc("The account's organisation, for providers that have them.") @Nullable String organization,

        @Doc("The account's project, for providers that have them.") @Nullable String project,

        @Doc("The region, for clouds that have them, such as us-east-1.") @Nullable String region,

        @Doc(
                "A file with the account's credentials, for clouds whose accounts have one, such as a Google service account's JSON.")
        @Nullable Path credentialsFile,

        @Doc("The id of the account's access key, for clouds that sign requests.") @Nullable Secret accessKeyId,

        @Doc("The account's secret access key, for clouds that sign requests.") @Nullable Secret secretAccessKey,

        @Doc("The token of a session, for credentials that are borrowed for a while.") @Nullable Secret sessionToken,

        @Doc("Fields that are set on every request.") Map<String, Secret> headers,

        @Doc("Query parameters that are set on every request, such as api-version.")
        Map<String, Secret> query,

        @Default("false")
        @Doc(
                "Ask it for the usage of streams that tell none otherwise (stream_options); clients that did not ask see nothing of it.")
        boolean streamUsage,

        @Doc("How its certificate is checked.") @Nullable UpstreamTlsSettings tls,

        @Doc("An HTTP proxy on the way, as http://host:port or http://user:password@host:port.") @Nullable
        URI proxy,

        @Default("256")
        @Min(1) @Doc(
                "Most connections of HTTP/1.1 per event loop; of HTTP/2 one for every 64 of these, with up to 256 calls each.")
        int maxConnections,

        @Default("1024") @Min(0) @Doc("Most calls that wait for a connection per event loop.")
        int maxWaiting,

        @Default("false")
        @Doc("Prefer HTTP/2; to an http: address without a proxy on the way nothing else is spoken then.")
        boolean http2,

        @Default("64MiB") @Doc("Largest reply that is taken in whole.")
        DataSize maxReply,

        @Default("{}") @Doc("How long to wait for what.") TimeoutSettings timeouts) {

    /**
     * The same account with one of its keys.
     *
     * @param key the only one
     * @return a copy
     */
    public ProviderSettings with(Secret key) {
        return new ProviderSettings(
                optional,
                preset,
                dialect,
                lacks,
                translate,
                baseUrl,
                key,
                List.of(),
                credentials,
                organization,
                project,
                region,
                credentialsFile,
                accessKeyId,
                secretAccessKey,
                sessionToken,
                headers,
                query,
                streamUsage,
                tls,
                proxy,
                maxConnections,
                maxWaiting,
                http2,
                maxReply,
                timeouts);
    }

    /** Whose credentials the provider gets. */
    public enum Credentials {
        /** The account's key; the client's own credentials go no further. */
        OWN,
        /** What the client sent. */
        CLIENT,
        /** The key that the caller has with the provider, of which a filter knows; without one, calls are refused. */
        CALLER
    }

    /** How a provider's certificate is checked. */
    @Doc("How a provider's certificate is checked.")
    public record UpstreamTlsSettings(
            @Doc("Trust these authorities instead of the system's.") @Nullable Path ca,

            @Doc("A client certificate for the provider.") @Nullable Path certificate,

            @Doc("The client certificate's key.") @Nullable Path key,

            @Default("true") @Doc("Whether the certificate has to be for the host asked.")
            boolean verifyHost) {}
}
