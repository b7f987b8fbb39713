package dev.sluice.api;

/**
 * What a client showed for the provider. The host attaches it to calls wherever a provider of the config takes its clients' credentials
 * ({@code credentials: client}): there the provider alone says who may have an answer, so one that is kept may be given only to whoever
 * shows the same.
 *
 * @param fingerprint SHA-256 of all header fields with credentials, in hexadecimal; of none, if the client showed nothing
 */
public record ClientCredentials(String fingerprint) {

    /** Attached to calls by the host. */
    public static final Key<ClientCredentials> KEY = Key.of("sluice.client-credentials", ClientCredentials.class);
}
