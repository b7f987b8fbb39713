package dev.sluice.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The JSON of chat completions at a chosen size: what a client asks, and what the upstream answers. */
public final class Chat {

    /** Where an event carries {@link #STAMP_DIGITS} hexadecimal digits: the nanosecond at which it was written. */
    public static final String EVENT_HEAD = "data: {\"id\":\"chatcmpl-";

    public static final int STAMP_DIGITS = 16;
    public static final String DONE = "data: [DONE]\n\n";

    private static final String WORDS = "the quick brown fox jumps over the lazy dog and goes on to the next field ";

    private Chat() {}

    /** A request of about {@code bytes} bytes; messages come before the model, as the Python SDK writes them. */
    public static byte[] request(ReplyShape shape, String modelPrefix, int bytes) {
        String head = "{\"messages\":[{\"role\":\"user\",\"content\":\"";
        String tail = "\"}],\"model\":\"" + modelPrefix + shape.modelName() + "\",\"temperature\":0.2"
                + (shape.streamed() ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}" : "}");
        return padded(head, tail, bytes);
    }

    /** A whole reply of exactly {@code bytes} bytes, or the smallest that is valid if that is more. */
    public static byte[] reply(int bytes) {
        String head =
                "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"bench\","
                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"";
        String tail = "\"},\"finish_reason\":\"stop\"}],\"usage\":" + usage(bytes / 4) + "}";
        return padded(head, tail, bytes);
    }

    /** One event with its text; the stamp is zero until it is written. */
    public static byte[] event() {
        return chunk(
                "{\"index\":0,\"delta\":{\"content\":\" word\"},\"logprobs\":null,\"finish_reason\":null}", "null");
    }

    /** The last event before {@code [DONE]}: the finish reason and the usage. */
    public static byte[] lastEvent(int tokens) {
        return chunk("{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}", usage(tokens));
    }

    private static byte[] chunk(String choice, String usage) {
        return (EVENT_HEAD + "0".repeat(STAMP_DIGITS)
                        + "\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"bench\","
                        + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_bench\",\"choices\":[" + choice
                        + "],\"usage\":" + usage + "}\n\n")
                .getBytes(US_ASCII);
    }

    private static String usage(int tokens) {
        return "{\"prompt_tokens\":9,\"completion_tokens\":" + tokens + ",\"total_tokens\":" + (tokens + 9) + "}";
    }

    private static byte[] padded(String head, String tail, int bytes) {
        int room = Math.max(0, bytes - head.length() - tail.length());
        String text = WORDS.repeat(room / WORDS.length() + 1).substring(0, room);
        return (head + text + tail).getBytes(US_ASCII);
    }
}
