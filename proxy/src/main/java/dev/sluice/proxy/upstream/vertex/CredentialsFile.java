package dev.sluice.proxy.upstream.vertex;

import dev.sluice.api.json.Obj;
import dev.sluice.proxy.config.NamedFile;
import dev.sluice.proxy.dialect.Documents;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Reads the file that Google hands out with an account; nothing of what is secret in it gets into an error. */
final class CredentialsFile {
    private static final String TOKENS = "https://oauth2.googleapis.com/token";
    private static final int MAX_BYTES = 64 * 1024;

    private CredentialsFile() {}

    /** Reads it; an {@link IllegalArgumentException} says what was expected. */
    static Credentials read(Path file) {
        Obj json = document(file);
        String project = json.text("quota_project_id") != null && json.text("project_id") == null
                ? json.text("quota_project_id")
                : json.text("project_id");
        String type = json.text("type");
        URI tokens = tokenUri(json);
        if ("service_account".equals(type)) {
            PrivateKey key = key(member(json, "private_key", file), file);
            String keyId = json.text("private_key_id");
            return new Credentials.ServiceAccount(
                    member(json, "client_email", file), keyId == null ? "" : keyId, key, tokens, project);
        }
        if ("authorized_user".equals(type)) {
            return new Credentials.User(
                    member(json, "client_id", file),
                    member(json, "client_secret", file),
                    member(json, "refresh_token", file),
                    tokens,
                    project);
        }
        throw new IllegalArgumentException(
                "expected credentials of type service_account or authorized_user in " + file + ", found type " + type);
    }

    /** The text that is wrong may be secret: it is not told where. */
    private static Obj document(Path file) {
        Obj json = Documents.object(NamedFile.text(file, MAX_BYTES));
        if (json == null) {
            throw new IllegalArgumentException("expected a JSON object in " + file);
        }
        return json;
    }

    private static URI tokenUri(Obj json) {
        String uri = json.text("token_uri");
        return URI.create(uri == null ? TOKENS : uri);
    }

    private static String member(Obj json, String name, Path file) {
        String value = json.text(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("expected " + name + " in " + file);
        }
        return value;
    }

    private static PrivateKey key(String pem, Path file) {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalArgumentException("expected private_key in " + file + " to be an RSA key (PKCS #8)", e);
        }
    }
}
