package dev.sluice.proxy.config;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A listener's certificate. */
@Doc("A listener's certificate, in PEM.")
public record TlsSettings(
        @Doc("The certificate and those that it was signed with.")
        Path certificate,

        @Doc("Its private key, PKCS#8.") Path key,

        @Doc("Client certificates have to be signed by one of these.") @Nullable Path clientCa,

        @Default("required") @Doc("Whether clients have to show a certificate; matters beside client-ca.")
        ClientAuth clientAuth) {

    /** Whether clients have to show a certificate. */
    public enum ClientAuth {
        @Doc("Who shows none is not connected.")
        REQUIRED,
        @Doc("Who shows none has to send a key or a token, where a filter asks for one.")
        REQUESTED
    }
}
