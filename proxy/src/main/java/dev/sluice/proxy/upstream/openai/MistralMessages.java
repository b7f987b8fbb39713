package dev.sluice.proxy.upstream.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.proxy.dialect.Edits;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Messages as Mistral takes them: ids of tool calls have nine letters and digits, and instructions are the system's. */
final class MistralMessages {
    private static final int LENGTH = 9;
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private MistralMessages() {}

    static Json written(Json messages) {
        return Edits.eachObject(
                messages,
                message -> Edits.members(message, (name, value) -> switch (name) {
                    case "role" -> value instanceof Str role && role.says("developer") ? Json.of("system") : value;
                    case "tool_call_id" -> Edits.text(value, MistralMessages::id);
                    case "tool_calls" -> Edits.eachObject(value, MistralMessages::call);
                    default -> value;
                }));
    }

    private static Obj call(Obj call) {
        return call.update("id", value -> Edits.text(value, MistralMessages::id));
    }

    /** The same id for the same, so that results still find their calls; one that fits stays. */
    static String id(String id) {
        boolean fits = id.length() == LENGTH && id.chars().allMatch(c -> LETTERS.indexOf(c) >= 0);
        if (fits) {
            return id;
        }
        BigInteger digest = new BigInteger(1, digest(id));
        StringBuilder letters = new StringBuilder(LENGTH);
        BigInteger base = BigInteger.valueOf(LETTERS.length());
        for (int i = 0; i < LENGTH; i++) {
            letters.append(LETTERS.charAt(digest.mod(base).intValue()));
            digest = digest.divide(base);
        }
        return letters.toString();
    }

    private static byte[] digest(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
