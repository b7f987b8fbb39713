package dev.sluice.proxy.dialect.gemini;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.testkit.codec.CodecContract;

class GeminiArrayCodecTest implements CodecContract {

    @Override
    public ReplyLens lens() {
        return new CandidateReply(StreamForm.ARRAY);
    }
}
