package dev.sluice.proxy.server;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of calls: unique across processes, in order within one. */
final class CallIds {

    private static final char[] DIGITS = "0123456789abcdefghijklmnopqrstuv".toCharArray();
    private static final int LENGTH = 13;

    private final String process;
    private final AtomicLong count = new AtomicLong();

    CallIds() {
        this.process = text(new SecureRandom().nextLong() >>> 4, LENGTH - 1);
    }

    String next() {
        return "call_" + process + text(count.incrementAndGet(), 8);
    }

    private static String text(long number, int length) {
        char[] text = new char[length];
        long rest = number;
        for (int i = length - 1; i >= 0; i--) {
            text[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
        return new String(text);
    }
}
