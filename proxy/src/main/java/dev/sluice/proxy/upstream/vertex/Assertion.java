package dev.sluice.proxy.upstream.vertex;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** What a service account says and signs to get a token: a JSON Web Token (RFC 7523). Signing takes milliseconds. */
final class Assertion {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final Duration VALID = Duration.ofHours(1);

    private Assertion() {}

    static String of(Credentials.ServiceAccount account, Instant now) {
        Obj header = Json.object("alg", "RS256", "typ", "JWT");
        Obj named = account.keyId().isEmpty() ? header : header.with("kid", account.keyId());
        Obj claims = Json.object(
                "iss",
                account.email(),
                "scope",
                SCOPE,
                "aud",
                account.tokenUri().toString(),
                "iat",
                now.getEpochSecond(),
                "exp",
                now.plus(VALID).getEpochSecond());
        String said = encoded(bytes(named)) + "." + encoded(bytes(claims));
        return said + "." + encoded(signed(account, said));
    }

    private static byte[] signed(Credentials.ServiceAccount account, String said) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(account.key());
            signature.update(said.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of " + account + " cannot sign", e);
        }
    }

    private static byte[] bytes(Obj json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
