package dev.sluice.proxy.upstream.sandbox.model;

/** Numbers that look random and are the same for the same text each time: FNV-1a, stirred by SplitMix64's last step. */
public final class Digest {

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Digest() {}

    /**
     * Digests a text.
     *
     * @param text any
     * @return 64 bits
     */
    public static long of(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return stir(hash);
    }

    /**
     * The next number after another.
     *
     * @param number any
     * @return 64 bits
     */
    public static long stir(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /**
     * Digests a text for an id.
     *
     * @param text any
     * @return 16 hexadecimal digits
     */
    public static String hex(String text) {
        return "%016x".formatted(of(text));
    }
}
