package dev.sluice.bench.run;

import dev.sluice.bench.load.Request.Addressing;
import dev.sluice.bench.process.Pinned;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who takes calls for the fixed upstream.
 *
 * @param process what is measured; empty for the upstream itself, called directly
 */
public record Contestant(String name, int port, Addressing addressing, Optional<Pinned> process) {

    public static final String DIRECT = "direct";
    public static final String NGINX = "nginx";

    private static final List<String> PEERS = List.of("portkey", "litellm", "bifrost");

    /** Peers are slower by an order or two: they get half of their own capacity, not of the common one. */
    public boolean peer() {
        return PEERS.contains(name);
    }

    /** How a proxy of this name wants to be told of the upstream; what is not known here wants nothing special. */
    public static Addressing addressing(String name, int upstreamPort) {
        String path = Addressing.PLAIN.path();
        return switch (name) {
            case "portkey" ->
                new Addressing(
                        path,
                        Map.of(
                                "x-portkey-provider",
                                "openai",
                                "x-portkey-custom-host",
                                "http://127.0.0.1:" + upstreamPort + "/v1"),
                        "",
                        false);
            case "litellm" -> new Addressing(path, Map.of(), "", false);
            case "bifrost" -> new Addressing(path, Map.of(), "openai/", false);
            case "sluice-translated" ->
                new Addressing(
                        "/v1/messages",
                        Map.of("anthropic-version", "2023-06-01"),
                        "fixed/",
                        false,
                        "data: {\"type\":\"message_stop\"}\n\n");
            default -> Addressing.PLAIN;
        };
    }
}
