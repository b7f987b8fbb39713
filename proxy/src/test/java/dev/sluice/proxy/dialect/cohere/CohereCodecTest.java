package dev.sluice.proxy.dialect.cohere;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.testkit.codec.CodecContract;

class CohereCodecTest implements CodecContract {

    @Override
    public ReplyLens lens() {
        return new ChatReplyLens();
    }
}
