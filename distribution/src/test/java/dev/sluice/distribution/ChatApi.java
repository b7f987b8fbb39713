package dev.sluice.distribution;

/** The chat of each dialect, as its SDK asks for it. */
enum ChatApi {
    OPENAI("/v1/chat/completions", "/v1/chat/completions", """
            {"model":"MODEL","stream":STREAM,"messages":[{"role":"user","content":"hi"}]}"""),
    ANTHROPIC("/v1/messages", "/v1/messages", """
            {"model":"MODEL","stream":STREAM,"max_tokens":9,"messages":[{"role":"user","content":"hi"}]}"""),
    GEMINI("/v1beta/models/MODEL:generateContent", "/v1beta/models/MODEL:streamGenerateContent?alt=sse", """
            {"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"""),
    COHERE("/v2/chat", "/v2/chat", """
            {"model":"MODEL","stream":STREAM,"messages":[{"role":"user","content":"hi"}]}"""),
    OLLAMA("/api/chat", "/api/chat", """
            {"model":"MODEL","stream":STREAM,"messages":[{"role":"user","content":"hi"}]}"""),
    BEDROCK("/model/MODEL/converse", "/model/MODEL/converse-stream", """
            {"messages":[{"role":"user","content":[{"text":"hi"}]}]}""");

    private final String whole;
    private final String streamed;
    private final String body;

    ChatApi(String whole, String streamed, String body) {
        this.whole = whole;
        this.streamed = streamed;
        this.body = body;
    }

    String path(String model, boolean stream) {
        return (stream ? streamed : whole).replace("MODEL", model);
    }

    String body(String model, boolean stream) {
        return body.replace("MODEL", model).replace("STREAM", Boolean.toString(stream));
    }
}
