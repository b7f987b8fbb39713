package dev.sluice.plugins.embed.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A loaded model of the BERT family: one text's tokens in, its first output out. Thread-safe, and computes on the thread that asks. */
final class BertSession implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;

    private BertSession(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    static BertSession load(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new BertSession(environment, environment.createSession(model, options));
        }
    }

    /** Reads what a model answers, while it is there. */
    @FunctionalInterface
    interface Output<T> {
        T read(OnnxTensor output) throws OrtException;
    }

    <T> T run(long[] ids, Output<T> read) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (String name : session.getInputNames()) {
                inputs.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(input(name, ids)), new long[] {
                    1, ids.length
                }));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return read.read((OnnxTensor) result.get(0));
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private static long[] input(String name, long[] ids) throws OrtException {
        return switch (name) {
            case "input_ids" -> ids;
            case "attention_mask" -> filled(ids.length);
            case "token_type_ids" -> new long[ids.length];
            default -> throw new OrtException("it asks for an input named " + name);
        };
    }

    private static long[] filled(int length) {
        long[] ones = new long[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
