package dev.sluice.proxy.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.Problem;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys that the config names are looked at before anything is served. */
@SuppressWarnings("removal") // No other way makes a certificate without a file in the repository.
class TlsFilesTest {

    private static final SelfSignedCertificate ONE = SelfSignedCertificate.create("localhost");
    private static final SelfSignedCertificate OTHER = SelfSignedCertificate.create("localhost");

    @TempDir
    Path folder;

    @AfterAll
    static void delete() {
        ONE.delete();
        OTHER.delete();
    }

    @BeforeEach
    void putFiles() throws IOException {
        Files.copy(Path.of(ONE.certificatePath()), folder.resolve("one.crt"));
        Files.copy(Path.of(ONE.privateKeyPath()), folder.resolve("one.key"));
        Files.copy(Path.of(OTHER.privateKeyPath()), folder.resolve("other.key"));
        Files.writeString(folder.resolve("no.pem"), "no PEM");
        Files.writeString(
                folder.resolve("cut.pem"),
                Files.readString(folder.resolve("one.crt")).substring(0, 80) + "\n-----END CERTIFICATE-----\n");
    }

    @Test
    void takesWhatFits() throws IOException {
        assertThat(errors("server: { tls: { certificate: @/one.crt, key: @/one.key, client-ca: @/one.crt } }"))
                .isEmpty();
        assertThat(errors("""
                providers:
                  house: { base-url: "https://h/v1", tls: { ca: @/one.crt, certificate: @/one.crt, key: @/one.key } }
                """)).isEmpty();
    }

    @Test
    void pointsAtFilesThatAreNotThere() throws IOException {
        assertThat(errors("""
                server:
                  tls:
                    certificate: @/none.crt
                    key: @/none.key
                    client-ca: @/none.ca
                """))
                .containsExactly(
                        "4:5: there is no file @/none.crt; correct the path, or put the file there",
                        "5:5: there is no file @/none.key; correct the path, or put the file there",
                        "6:5: there is no file @/none.ca; correct the path, or put the file there");
    }

    @Test
    void pointsAtAFileThatCannotBeRead() throws IOException {
        assertThat(errors("server: { tls: { certificate: @, key: @/one.key } }"))
                .containsExactly("2:18: the file @ cannot be read; check what it is, and its permissions");
    }

    @Test
    void pointsAtWhatIsNoPem() throws IOException {
        assertThat(errors("""
                server:
                  tls:
                    certificate: @/no.pem
                    key: @/one.key
                    client-ca: @/cut.pem
                """))
                .containsExactly(
                        "4:5: expected certificates in PEM, found none in @/no.pem; export it as PEM, which begins with "
                                + "-----BEGIN CERTIFICATE-----",
                        "6:5: expected certificates in PEM, found none in @/cut.pem; export it as PEM, which begins with "
                                + "-----BEGIN CERTIFICATE-----");
        assertThat(errors("""
                server:
                  tls:
                    certificate: @/one.crt
                    key: @/no.pem
                """))
                .containsExactly(
                        "5:5: expected a private key in PEM, found none in @/no.pem; export it as PKCS#8 without "
                                + "a password, which begins with -----BEGIN PRIVATE KEY-----");
    }

    @Test
    void pointsAtAKeyOfAnotherCertificate() throws IOException {
        assertThat(errors("""
                server:
                  tls:
                    certificate: @/one.crt
                    key: @/other.key
                """))
                .containsExactly(
                        "5:5: the key in @/other.key is not that of the certificate in @/one.crt; name the key "
                                + "that this certificate was made with, its own certificate first in its file");
    }

    @Test
    void looksAtProvidersAndAtRedis() throws IOException {
        assertThat(errors("""
                providers:
                  house:
                    base-url: https://h/v1
                    tls:
                      ca: @/no.pem
                      certificate: @/one.crt
                      key: @/other.key
                state:
                  redis:
                    endpoints: [ "127.0.0.1:1" ]
                    tls:
                      ca: @/none.crt
                """))
                .satisfiesExactly(
                        ca -> assertThat(ca).startsWith("6:11: provider 'house': expected certificates in PEM"),
                        key -> assertThat(key).startsWith("8:12: provider 'house': the key in @/other.key is not that"),
                        redis -> assertThat(redis).startsWith("13:7: there is no file @/none.crt"));
    }

    /** Without the file's name; the folder is {@code @}, in what is read and in what is said. */
    private List<String> errors(String yaml) throws IOException {
        Path config = folder.resolve("sluice.yaml");
        Files.writeString(config, "version: 1\n" + yaml.replace("@", folder.toString()));
        ConfigException failure = catchThrowableOfType(
                ConfigException.class, () -> Bootstrap.check(new Bootstrap.Place(config, folder, null)));
        return failure == null
                ? List.of()
                : failure.problems().stream()
                        .map(Problem::headline)
                        .map(line ->
                                line.substring(config.toString().length() + 1).replace(folder.toString(), "@"))
                        .toList();
    }
}
