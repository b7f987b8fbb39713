package dev.sluice.api.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, written {@code 127.0.0.1:8080}, {@code example.org:443} or {@code [::1]:8080}.
 *
 * @param host a name or an address, without the brackets of IPv6
 * @param port from 0, which means any free port, to 65535
 */
public record HostPort(String host, int port) {

    /** What {@link #parse} takes, as a regular expression that JSON Schema understands as well. */
    public static final String PATTERN = "(\\[[0-9A-Fa-f:.%]+\\]|[^\\s\\[\\]:/]+):[0-9]{1,5}";

    private static final Pattern SYNTAX = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)\\]|([^\\s\\[\\]:/]+)):([0-9]{1,5})");

    public HostPort {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("expected a port from 0 to 65535");
        }
    }

    public static HostPort parse(String text) {
        Matcher match = SYNTAX.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("expected a host and port such as 127.0.0.1:8080 or [::1]:8080");
        }
        String host = match.group(1) == null ? match.group(2) : match.group(1);
        return new HostPort(host, Integer.parseInt(match.group(3)));
    }

    /**
     * Whether only this machine can reach it: {@code localhost}, or an address that is looped back. A name that merely begins like
     * one is somebody else's.
     *
     * @return false for every other name, wherever it leads
     */
    public boolean isLoopback() {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        return address == null ? host.equalsIgnoreCase("localhost") : address.isLoopbackAddress();
    }

    /** As it is written in the file; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
