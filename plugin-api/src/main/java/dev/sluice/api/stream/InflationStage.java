package dev.sluice.api.stream;

/** Decodes a stream and cuts what it says into whole events. */
final class InflationStage implements Stage {
    private final Inflation inflation;
    private final Framing framing;

    InflationStage(String coding, Framing framing) {
        this.inflation = new Inflation(coding);
        this.framing = framing;
    }

    @Override
    public Frames map(Frames encoded) {
        return framing.feed(inflation.feed(encoded.raw()));
    }

    @Override
    public Frames end(boolean complete) {
        return framing.end();
    }

    @Override
    public void close() {
        inflation.close();
    }
}
