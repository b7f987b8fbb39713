package dev.sluice.proxy.exchange.http1;

/** What came is no reply of HTTP/1.1. Says what was wrong and nothing of what came. */
public final class MalformedReply extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedReply(String what) {
        super(what, null, false, false);
    }
}
