package dev.sluice.plugins.retrieve.index;

import dev.sluice.plugins.retrieve.index.IndexSpec.VectorStorage;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/** How segments are written; reading finds out by itself. */
final class Codecs {

    /** Neighbours that a vector keeps, and candidates that are looked at to find them: Lucene's own defaults. */
    private static final int NEIGHBOURS = 16;

    private static final int BEAM = 100;

    private Codecs() {}

    static Codec codec(VectorStorage storage) {
        KnnVectorsFormat format = switch (storage) {
            case FLOAT -> new Lucene99HnswVectorsFormat(NEIGHBOURS, BEAM);
            case INT8 -> new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.SEVEN_BIT, NEIGHBOURS, BEAM);
            case INT4 -> new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.PACKED_NIBBLE, NEIGHBOURS, BEAM);
        };
        return new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        };
    }
}
