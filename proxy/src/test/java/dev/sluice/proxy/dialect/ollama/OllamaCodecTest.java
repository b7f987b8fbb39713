package dev.sluice.proxy.dialect.ollama;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.testkit.codec.CodecContract;

class OllamaCodecTest implements CodecContract {

    @Override
    public ReplyLens lens() {
        return new LineReply(Form.CHAT);
    }
}
