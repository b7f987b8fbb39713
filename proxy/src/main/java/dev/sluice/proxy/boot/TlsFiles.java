package dev.sluice.proxy.boot;

import dev.sluice.api.config.ConfigException;
import dev.sluice.proxy.config.ProviderSettings.UpstreamTlsSettings;
import dev.sluice.proxy.config.RedisSettings.RedisTls;
import dev.sluice.proxy.config.TlsSettings;
import dev.sluice.proxy.config.engine.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.impl.KeyStoreHelper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at the certificates and keys that one {@code tls} of the config names, as those load them who listen or connect. */
final class TlsFiles {

    private static final int MOST = 4 << 20;

    private final Place place;
    private final Problems problems;

    /** Where a key of this {@code tls} stands. */
    @FunctionalInterface
    interface Place {
        ConfigException problem(String key, String message, String hint);
    }

    private TlsFiles(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    static void check(@Nullable TlsSettings tls, Place place, Problems problems) {
        if (tls != null) {
            TlsFiles files = new TlsFiles(place, problems);
            files.pair(tls.certificate(), tls.key());
            files.certificates("client-ca", tls.clientCa());
        }
    }

    static void check(@Nullable UpstreamTlsSettings tls, Place place, Problems problems) {
        if (tls != null) {
            TlsFiles files = new TlsFiles(place, problems);
            files.certificates("ca", tls.ca());
            files.pair(tls.certificate(), tls.key());
        }
    }

    static void check(@Nullable RedisTls tls, Place place, Problems problems) {
        if (tls != null) {
            TlsFiles files = new TlsFiles(place, problems);
            files.certificates("ca", tls.ca());
            files.pair(tls.certificate(), tls.key());
        }
    }

    private void pair(@Nullable Path certificate, @Nullable Path key) {
        Buffer chain = certificates("certificate", certificate);
        Buffer secret =
                key == null ? null : problems.attempt(() -> read("key", key)).orElse(null);
        if (chain != null && secret != null && certificate != null && key != null) {
            problems.attempt(() -> fitting(chain, certificate, secret, key));
        }
    }

    private @Nullable Buffer certificates(String name, @Nullable Path file) {
        return file == null
                ? null
                : problems.attempt(() -> certificates(name, file, read(name, file)))
                        .orElse(null);
    }

    private Buffer certificates(String name, Path file, Buffer pem) {
        try {
            KeyStoreHelper.loadCA(Stream.of(pem));
            return pem;
        } catch (Exception e) { // Vert.x declares no other.
            throw place.problem(
                    name,
                    "expected certificates in PEM, found none in " + file,
                    "export it as PEM, which begins with -----BEGIN CERTIFICATE-----");
        }
    }

    private Buffer fitting(Buffer chain, Path certificate, Buffer secret, Path key) {
        KeyStore store = store(chain, secret, key);
        if (!belongTogether(store)) {
            throw place.problem(
                    "key",
                    "the key in " + key + " is not that of the certificate in " + certificate,
                    "name the key that this certificate was made with, its own certificate first in its file");
        }
        return secret;
    }

    private KeyStore store(Buffer chain, Buffer secret, Path key) {
        try {
            return KeyStoreHelper.loadKeyCert(List.of(secret), List.of(chain));
        } catch (Exception e) { // Vert.x declares no other.
            throw place.problem(
                    "key",
                    "expected a private key in PEM, found none in " + key,
                    "export it as PKCS#8 without a password, which begins with -----BEGIN PRIVATE KEY-----");
        }
    }

    private Buffer read(String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Buffer.buffer(in.readNBytes(MOST));
        } catch (NoSuchFileException e) {
            throw place.problem(name, "there is no file " + file, "correct the path, or put the file there");
        } catch (IOException e) {
            throw place.problem(name, "the file " + file + " cannot be read", "check what it is, and its permissions");
        }
    }

    private static boolean belongTogether(KeyStore store) {
        try {
            String alias = store.aliases().nextElement();
            PrivateKey key = (PrivateKey) store.getKey(alias, KeyStoreHelper.DUMMY_PASSWORD.toCharArray());
            return signs(key, store.getCertificate(alias).getPublicKey());
        } catch (InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            return true; // Of an algorithm that cannot be tried out here.
        }
    }

    private static boolean signs(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        byte[] something = {1, 2, 3};
        Signature signature = Signature.getInstance(
                switch (certified.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> certified.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(something);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(something);
        return signature.verify(signed);
    }
}
