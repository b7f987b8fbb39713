package dev.sluice.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Prints where the samples of a flight recording fell: the frames that ran themselves, and the frames above them. */
public final class HotFrames {

    private static final int SHOWN = 40;
    private static final Set<String> SAMPLES =
            Set.of("jdk.CPUTimeSample", "jdk.ExecutionSample", "jdk.NativeMethodSample");

    /** Threads that wait are sampled, too; a wait costs nothing. */
    private static final Set<String> WAITS = Set.of("epollWait", "epollWait0", "park", "accept", "wait0", "poll");

    private final Map<String, Integer> self = new HashMap<>();
    private final Map<String, Integer> total = new HashMap<>();
    private int samples;

    private HotFrames() {}

    public static void main(String[] args) throws IOException {
        HotFrames frames = new HotFrames();
        try (RecordingFile recording = new RecordingFile(Path.of(args[0]))) {
            while (recording.hasMoreEvents()) {
                frames.add(recording.readEvent());
            }
        }
        System.out.println(frames.samples + " samples");
        frames.print("Self", frames.self);
        frames.print("Total", frames.total);
    }

    private void add(RecordedEvent event) {
        if (!SAMPLES.contains(event.getEventType().getName()) || event.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> stack = event.getStackTrace().getFrames();
        if (stack.isEmpty() || waits(stack.getFirst().getMethod())) {
            return;
        }
        samples++;
        self.merge(name(stack.getFirst()), 1, Integer::sum);
        Set<String> above = new HashSet<>();
        stack.forEach(frame -> above.add(name(frame)));
        above.forEach(frame -> total.merge(frame, 1, Integer::sum));
    }

    private static boolean waits(RecordedMethod method) {
        return WAITS.contains(method.getName());
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private void print(String title, Map<String, Integer> counts) {
        System.out.printf("%n%s%n", title);
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(entry ->
                        System.out.printf("%6.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
    }
}
