package dev.sluice.plugins.redact.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Texts full of numbers that mean nothing to anybody: tables, logs, source code, lists of identifiers. All made up here, the same each
 * time; nobody's number is in them.
 */
public final class Numbers {

    private static final int LINES = 400;

    private final SplittableRandom random = new SplittableRandom(7);

    /**
     * A text of one kind.
     *
     * @param kind what it is
     * @param text all of it
     * @param numbers how many runs of digits it has
     */
    public record Sample(String kind, String text, int numbers) {

        static Sample of(String kind, Supplier<String> line) {
            String text = Stream.generate(line).limit(LINES).collect(Collectors.joining("\n"));
            int numbers = (int) java.util.regex.Pattern.compile("\\d+")
                    .matcher(text)
                    .results()
                    .count();
            return new Sample(kind, text, numbers);
        }
    }

    /** All kinds. */
    public static List<Sample> samples() {
        Numbers made = new Numbers();
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.of("table of whole numbers", () -> made.row(",", made::whole)));
        samples.add(Sample.of("table of whole numbers, spaces between", () -> made.row("  ", made::whole)));
        samples.add(Sample.of("table of fractions", () -> made.row("\t", made::fraction)));
        samples.add(Sample.of("table of sums", () -> made.row(";", made::sum)));
        samples.add(Sample.of("log", made::log));
        samples.add(Sample.of("identifiers of rows", () -> made.row(" ", () -> made.digits(18))));
        samples.add(Sample.of("moments in milliseconds", () -> made.row(", ", () -> "17" + made.digits(11))));
        samples.add(Sample.of(
                "hashes and UUIDs",
                () -> made.hex(40) + " " + new UUID(made.random.nextLong(), made.random.nextLong())));
        samples.add(Sample.of(
                "constants in source code",
                () -> "    { 0x" + made.hex(8) + ", " + made.row(", ", made::whole) + " }, // " + made.digits(2)));
        samples.add(Sample.of(
                "orders",
                () -> "Order " + made.digits(8) + ": " + made.digits(1) + " x item " + made.digits(6) + "-"
                        + made.digits(3) + ", total " + made.sum()));
        return samples;
    }

    private String row(String separator, Supplier<String> cell) {
        return Stream.generate(cell).limit(8).collect(Collectors.joining(separator));
    }

    private String log() {
        return "[worker-%s] GET /items/%s 200 took %s ms, %s bytes, request %s, build 4.%s.%s"
                .formatted(digits(2), digits(9), digits(4), digits(6), hex(16), digits(1), digits(3));
    }

    /** Of any length up to twelve digits. */
    private String whole() {
        return digits(1 + random.nextInt(12));
    }

    private String fraction() {
        return String.format(Locale.ROOT, "%.6f", (random.nextDouble() - 0.5) * 200);
    }

    private String sum() {
        return String.format(Locale.ROOT, "%,.2f", random.nextDouble() * 100_000);
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder().append((char) ('1' + random.nextInt(9)));
        while (digits.length() < count) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private String hex(int count) {
        return Stream.generate(() -> Integer.toHexString(random.nextInt(16)))
                .limit(count)
                .collect(Collectors.joining());
    }
}
