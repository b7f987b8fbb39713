package dev.sluice.plugins.redact.token;

import org.safere.Pattern;

/** Whether a text has something in it that looks like a token, of whatever call. */
public final class TokenSight {

    private static final Pattern TOKEN = Pattern.compile("[A-Z0-9]_[B-DF-HJ-NP-TV-XZ]{" + Token.LETTERS + "}\\]");

    private TokenSight() {}

    /**
     * Looks.
     *
     * @param text any
     * @return true if there may be one
     */
    public static boolean isIn(String text) {
        return text.indexOf('[') >= 0 && TOKEN.matcher(text).find();
    }
}
