package dev.sluice.proxy.upstream.bedrock;

import dev.sluice.api.config.Secret;
import dev.sluice.proxy.config.ProviderSettings;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Reads an account's access key out of its settings. */
final class AccessKey {

    private AccessKey() {}

    static AwsCredentialsIdentity of(ProviderSettings settings) {
        Secret id = settings.accessKeyId();
        Secret secret = settings.secretAccessKey();
        if (id == null
                || secret == null
                || id.reveal().isEmpty()
                || secret.reveal().isEmpty()) {
            throw new IllegalArgumentException("expected access-key-id and secret-access-key, or an api-key");
        }
        Secret token = settings.sessionToken();
        return token == null || token.reveal().isEmpty()
                ? AwsCredentialsIdentity.create(id.reveal(), secret.reveal())
                : AwsSessionCredentialsIdentity.create(id.reveal(), secret.reveal(), token.reveal());
    }
}
