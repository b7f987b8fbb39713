package dev.sluice.proxy.upstream.vertex;

import java.net.URI;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/** Whom Google gives tokens to. What is secret in it is in no text of it. */
sealed interface Credentials {

    /** The project it belongs to; null if it does not say. */
    @Nullable String project();

    /** Where tokens are asked for. */
    URI tokenUri();

    /**
     * A service account, which proves by its signature who it is.
     *
     * @param email its name
     * @param keyId which of its keys
     * @param key RSA
     */
    record ServiceAccount(
            String email,
            String keyId,
            PrivateKey key,
            URI tokenUri,
            @Nullable String project) implements Credentials {
        @Override
        public String toString() {
            return "service account " + email;
        }
    }

    /**
     * A person's own credentials, as {@code gcloud auth application-default login} leaves them.
     *
     * @param clientId the application's
     * @param clientSecret the application's
     * @param refreshToken the person's
     */
    record User(
            String clientId,
            String clientSecret,
            String refreshToken,
            URI tokenUri,
            @Nullable String project) implements Credentials {
        @Override
        public String toString() {
            return "user of " + clientId;
        }
    }
}
