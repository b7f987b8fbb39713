package dev.sluice.distribution;

import java.net.http.HttpResponse;

/** The same question in each dialect, with a bound, to the model {@code openai/x}. */
enum Asks {
    CHAT("/v1/chat/completions", "", "text/event-stream", "\"choices\"", """
            {"model":"openai/x","stream":STREAM,"stream_options":OPTIONS,"max_tokens":99,"messages":[{"role":"user","content":"question NUMBER"}]}"""),
    RESPONSES("/v1/responses", "", "text/event-stream", "\"output_text\"", """
            {"model":"openai/x","stream":STREAM,"store":false,"max_output_tokens":99,"input":"question NUMBER"}"""),
    ANTHROPIC("/v1/messages", "", "text/event-stream", "\"stop_reason\"", """
            {"model":"openai/x","stream":STREAM,"max_tokens":99,"messages":[{"role":"user","content":"question NUMBER"}]}"""),
    GEMINI(
            "/v1beta/models/openai%2Fx:generateContent",
            "/v1beta/models/openai%2Fx:streamGenerateContent?alt=sse", "text/event-stream", "\"candidates\"", """
            {"contents":[{"role":"user","parts":[{"text":"question NUMBER"}]}],"generationConfig":{"maxOutputTokens":99}}"""),
    COHERE("/v2/chat", "", "text/event-stream", "\"finish_reason\"", """
            {"model":"openai/x","stream":STREAM,"max_tokens":99,"messages":[{"role":"user","content":"question NUMBER"}]}"""),
    OLLAMA("/api/chat", "", "application/x-ndjson", "\"done\"", """
            {"model":"openai/x","stream":STREAM,"messages":[{"role":"user","content":"question NUMBER"}],"options":{"num_predict":99}}"""),
    BEDROCK(
            "/model/openai%2Fx/converse",
            "/model/openai%2Fx/converse-stream", "application/vnd.amazon.eventstream", "\"stopReason\"", """
            {"messages":[{"role":"user","content":[{"text":"question NUMBER"}]}],"inferenceConfig":{"maxTokens":99}}""");

    private final String whole;
    private final String streamed;
    private final String streamType;
    final String mark;
    private final String body;

    Asks(String whole, String streamed, String streamType, String mark, String body) {
        this.whole = whole;
        this.streamed = streamed.isEmpty() ? whole : streamed;
        this.streamType = streamType;
        this.mark = mark;
        this.body = body;
    }

    String type(boolean stream) {
        return stream ? streamType : "application/json";
    }

    HttpResponse<String> ask(ServedHere at, int question, boolean stream, String control) throws Exception {
        String asked = body.replace("NUMBER", Integer.toString(question))
                .replace("STREAM", Boolean.toString(stream))
                .replace("OPTIONS", stream ? "{\"include_usage\":true}" : "null");
        String path = stream ? streamed : whole;
        return this == ANTHROPIC
                ? at.post(path, asked, "x-sluice-cache-control", control, "anthropic-version", "2023-06-01")
                : at.post(path, asked, "x-sluice-cache-control", control);
    }
}
