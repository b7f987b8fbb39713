package dev.sluice.plugins.access;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.plugins.access.byok.KeySeal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which credentials are accepted. */
@Doc("Lets only known callers through: by keys of its own, or by tokens of an OpenID provider.")
public record AccessConfig(
        @Doc("Keys that are written here, beside those that `sluice keys` makes.")
        List<FixedKey> keys,

        @Doc("Whether keys that `sluice keys` or the admin API made are accepted.") @Default("true")
        boolean store,

        @Doc(
                "Key of the hashes in the database; the same on all replicas that share it. Made at the first start, and kept beside"
                        + " the database, unless given.")
        @Nullable Secret pepper,

        @Doc(
                "How often the database is asked whether keys have changed. A revocation takes effect after that time at the latest.")
        @Default("500ms")
        Duration refresh,

        @Doc("How long keys are accepted while the database cannot be read; then calls are refused with 503.")
        @Default("5m")
        Duration staleFor,

        @Doc("Tokens (JWT) of an OpenID provider that are accepted, too.") @Nullable TokenRules tokens,

        @Doc("Whose calls come with which TLS certificate, for clients that send no key; the first that fits counts."
                + " Needs `server.tls.client-ca`.")
        List<CertificateRule> certificates,

        @Doc("Keys that callers have with providers by themselves: they are sent in place of the provider's `api-key`;"
                + " the first that fits counts.")
        List<ProviderKeyRule> providerKeys,

        @Doc(
                "What keys with providers are sealed under that `sluice provider-keys` or the admin API sets, such as"
                        + " ${PROVIDER_KEY_SECRET}: at least 32 characters, the same on all replicas. None are taken without it.")
        @Nullable Secret providerKeySecret) {

    public AccessConfig {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
        providerKeys = List.copyOf(providerKeys);
        if (refresh.toMillis() < 50) {
            throw new IllegalArgumentException("expected a refresh of at least 50ms, found " + refresh);
        }
        int length = providerKeySecret == null
                ? KeySeal.SHORTEST_SECRET
                : providerKeySecret.reveal().length();
        if (length < KeySeal.SHORTEST_SECRET) {
            throw new IllegalArgumentException("expected a provider-key-secret of at least " + KeySeal.SHORTEST_SECRET
                    + " characters, found " + length + ": take the output of `openssl rand -base64 32`");
        }
    }

    /** A key that is written in the config. */
    @Doc("A key that is written in the config, as a reference to the environment or a file.")
    public record FixedKey(
            @Doc("What it is called in records and metrics.")
            String name,

            @Doc("The key itself, such as ${TEAM_A_KEY}: at least 20 characters.")
            Secret key,

            @Doc("Whose calls these are: caches, quotas and indexes of different tenants never meet.")
            @Default("default")
            String tenant,

            @Doc("Free attributes, which limits and metrics may go by.")
            Map<String, String> labels,

            @Doc("Models that it may ask for; * stands for any characters. All if empty.")
            List<String> models,

            @Doc("Routes that it may use; * stands for any characters. All if empty.")
            List<String> routes,

            @Doc("From when on it is not accepted, such as 2027-01-31T00:00:00Z; never if left out.") @Nullable Instant expires) {

        static final int SHORTEST = 20;

        public FixedKey {
            labels = Map.copyOf(labels);
            models = List.copyOf(models);
            routes = List.copyOf(routes);
            if (key.reveal().length() < SHORTEST) {
                throw new IllegalArgumentException("expected a key of at least " + SHORTEST + " characters, found "
                        + key.reveal().length() + ": take one that `sluice keys create` prints");
            }
        }
    }

    /** Whose calls come with a TLS certificate. */
    @Doc("Whose calls come with a TLS certificate.")
    public record CertificateRule(
            @Doc("The certificate's subject, as in CN=search,O=Acme; * stands for any characters.") @Nullable String subject,

            @Doc("One of its alternative names, as in dns:search.acme.example or uri:spiffe://acme/*.") @Nullable
            String name,

            @Doc("Whose calls these are.") @Default("default")
            String tenant,

            @Doc("Free attributes, which limits and metrics may go by.")
            Map<String, String> labels,

            @Doc("Models that may be asked for; * stands for any characters. All if empty.")
            List<String> models,

            @Doc("Routes that may be used; * stands for any characters. All if empty.")
            List<String> routes) {

        public CertificateRule {
            labels = Map.copyOf(labels);
            models = List.copyOf(models);
            routes = List.copyOf(routes);
            if (subject == null && name == null) {
                throw new IllegalArgumentException("expected a subject or a name, found neither: write '*' for any"
                        + " certificate that server.tls.client-ca has signed");
            }
        }
    }

    /** A key that callers have with a provider by themselves. */
    @Doc("A key that callers have with a provider by themselves.")
    public record ProviderKeyRule(
            @Doc("The provider, by its name in the config.") String provider,

            @Doc("The key itself, such as ${ACME_OPENAI_KEY}.")
            Secret key,

            @Doc("The tenant whose key it is.") String tenant,

            @Doc("Only callers with these labels.") Map<String, String> labels) {

        public ProviderKeyRule {
            labels = Map.copyOf(labels);
        }
    }

    /** Which tokens of an OpenID provider are accepted. */
    @Doc("Which tokens of an OpenID provider are accepted.")
    public record TokenRules(
            @Doc("Who has to have issued them: the claim `iss`.")
            String issuer,

            @Doc("For whom they have to be: one of the claim `aud`.")
            Set<String> audience,

            @Doc("Where the provider's keys are, such as https://login.example.com/.well-known/jwks.json.")
            String jwks,

            @Doc("Signatures that are accepted.") @Default("[rs256, es256]")
            Set<Algorithm> algorithms,

            @Doc("How far the clocks may be apart.") @Default("60s")
            Duration clockSkew,

            @Doc("How long the provider's keys are kept before they are fetched again.") @Default("10m")
            Duration keep,

            @Doc("The claim that names the tenant.") @Default("tenant")
            String tenantClaim,

            @Doc("The tenant of tokens without that claim. Refused unless given.") @Nullable String defaultTenant,

            @Doc("Claims that become labels, by the label's name.")
            Map<String, String> labels,

            @Doc("The claim that lists models that may be asked for; all if the token has none.") @Default("models")
            String modelsClaim) {

        public TokenRules {
            audience = Set.copyOf(audience);
            algorithms = Set.copyOf(algorithms);
            labels = Map.copyOf(labels);
            if (audience.isEmpty()) {
                throw new IllegalArgumentException("expected at least one audience, found none: tokens that were made"
                        + " for other services of the same provider would be accepted");
            }
            if (!isTrusted(jwks)) {
                throw new IllegalArgumentException("expected an https address as jwks, found " + jwks
                        + ": whoever could change it on the way could sign tokens");
            }
        }

        /** Over TLS, or from this machine. */
        private static boolean isTrusted(String address) {
            try {
                URI uri = new URI(address);
                String host = uri.getHost();
                boolean secure = "https".equalsIgnoreCase(uri.getScheme());
                return secure
                        ? uri.getRawAuthority() != null
                        : host != null && "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(host);
            } catch (URISyntaxException e) {
                return false;
            }
        }

        private static boolean isLoopback(String host) {
            boolean bracketed = host.startsWith("[");
            return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, 0).isLoopback();
        }
    }

    /** Signatures with a public key; with a shared one, whoever can check could sign. */
    @Doc("Signatures with a public key.")
    public enum Algorithm {
        RS256,
        RS384,
        RS512,
        PS256,
        PS384,
        PS512,
        ES256,
        ES384,
        ES512,
        EdDSA
    }
}
