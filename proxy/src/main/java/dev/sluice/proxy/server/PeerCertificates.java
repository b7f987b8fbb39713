package dev.sluice.proxy.server;

import dev.sluice.api.ClientCertificate;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Reads the certificate that a client showed, once for each of its TLS sessions. The listener has checked who signed it. */
final class PeerCertificates {

    private static final String NAME = "dev.sluice.client-certificate";

    /** The kinds of alternative names (RFC 5280, section 4.2.1.6) that a client may be known by. */
    private static final List<String> KINDS = List.of("", "email:", "dns:", "", "", "", "uri:", "ip:");

    private PeerCertificates() {}

    /** The certificate of the client that sent a request; null if it showed none. */
    static @Nullable ClientCertificate of(HttpServerRequest request) {
        SSLSession session = request.connection().sslSession();
        if (session == null) {
            return null;
        }
        return session.getValue(NAME) instanceof ClientCertificate known ? known : read(session);
    }

    private static @Nullable ClientCertificate read(SSLSession session) {
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate shown) {
                ClientCertificate certificate = of(shown);
                session.putValue(NAME, certificate);
                return certificate;
            }
            return null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    static ClientCertificate of(X509Certificate shown) {
        return new ClientCertificate(
                shown.getSubjectX500Principal().getName(X500Principal.RFC2253),
                names(shown),
                fingerprint(shown),
                shown.getNotAfter().toInstant());
    }

    private static List<String> names(X509Certificate shown) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = shown.getSubjectAlternativeNames();
            for (List<?> name : all == null ? List.<List<?>>of() : all) {
                int kind = (Integer) name.getFirst();
                if (kind < KINDS.size() && !KINDS.get(kind).isEmpty()) {
                    names.add(KINDS.get(kind) + name.get(1));
                }
            }
        } catch (CertificateParsingException e) {
            return List.of(); // What cannot be read is no name to be known by.
        }
        return names;
    }

    private static String fingerprint(X509Certificate shown) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(shown.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every Java platform has SHA-256, and what was parsed can be encoded", e);
        }
    }
}
