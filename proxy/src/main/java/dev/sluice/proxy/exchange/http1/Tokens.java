package dev.sluice.proxy.exchange.http1;

/** The characters that names of fields, and methods, are made of (RFC 9110, section 5.6.2). */
final class Tokens {

    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char one = 0; one < TOKEN.length; one++) {
            TOKEN[one] = (one >= 'a' && one <= 'z')
                    || (one >= 'A' && one <= 'Z')
                    || (one >= '0' && one <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(one) >= 0;
        }
    }

    private Tokens() {}

    static boolean isToken(char one) {
        return one < TOKEN.length && TOKEN[one];
    }
}
