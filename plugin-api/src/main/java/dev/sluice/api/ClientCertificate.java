package dev.sluice.api;

import java.time.Instant;
import java.util.List;

/**
 * Who a client proved to be when it connected: the certificate that it showed, signed by an authority that the operator
 * trusts with clients. The host attaches it to the calls of a connection that showed one.
 *
 * @param subject the distinguished name as RFC 2253 writes it, such as {@code CN=search,O=Acme}; may be empty
 * @param names the alternative names, each behind its kind: {@code dns:}, {@code uri:}, {@code email:}, {@code ip:}
 * @param fingerprint SHA-256 of the certificate, in hexadecimal
 * @param expires from when on it is not good any more; a connection may outlive it
 */
public record ClientCertificate(String subject, List<String> names, String fingerprint, Instant expires) {

    /** Attached to calls by the host. */
    public static final Key<ClientCertificate> KEY = Key.of("sluice.client-certificate", ClientCertificate.class);

    public ClientCertificate {
        names = List.copyOf(names);
    }
}
