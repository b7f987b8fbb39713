package dev.sluice.bench.report;

import dev.sluice.bench.run.Contestant;
import dev.sluice.bench.run.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** All samples of a run as one Markdown table: a row a number, a column a contestant, medians over the rounds. */
public final class Table {

    private final List<Sample> samples;
    private final List<String> contestants;
    private final int rounds;

    public Table(List<Sample> samples) {
        this.samples = List.copyOf(samples);
        this.contestants = samples.stream()
                .map(Sample::contestant)
                .filter(name -> !name.equals(Contestant.DIRECT))
                .distinct()
                .toList();
        this.rounds = samples.stream().mapToInt(Sample::round).max().orElse(0);
    }

    public String markdown() {
        String head = row("median of " + rounds + " rounds (least to most; x nginx)", contestants);
        String rule = "|---|" + "---:|".repeat(contestants.size()) + "\n";
        String rows = Metric.ALL.stream()
                .filter(metric -> samples.stream().anyMatch(each -> each.phase().equals(metric.phase())))
                .map(this::row)
                .collect(Collectors.joining());
        return head
                + rule
                + rows
                + row("Faults", contestants.stream().map(this::faults).toList());
    }

    /** What the load side does without a proxy, which bounds what can be measured; empty if that was not measured. */
    public String baseline() {
        return Metric.ALL.stream()
                .filter(metric -> !Double.isNaN(baseline(metric).median()))
                .map(metric -> metric.title().replace("Added ", "") + " " + text(baseline(metric)))
                .collect(Collectors.joining("; ", "Direct, without a proxy: ", ""));
    }

    private Spread baseline(Metric metric) {
        boolean meant =
                metric.against() == Metric.Against.DIRECT || metric.title().startsWith("Calls");
        return Spread.of(meant ? values(metric, Contestant.DIRECT) : DoubleStream.empty());
    }

    private String row(Metric metric) {
        return row(
                metric.title(),
                contestants.stream().map(name -> cell(metric, name)).toList());
    }

    private static String row(String title, List<String> cells) {
        return "| " + title + " | " + String.join(" | ", cells) + " |\n";
    }

    private String cell(Metric metric, String contestant) {
        return switch (metric.against()) {
            case NOTHING -> text(Spread.of(values(metric, contestant)));
            case NGINX -> text(Spread.of(values(metric, contestant))) + ratio(metric, contestant);
            case DIRECT ->
                text(Spread.of(paired(metric, contestant, Contestant.DIRECT, (own, direct) -> own - direct)));
        };
    }

    private String ratio(Metric metric, String contestant) {
        if (contestant.equals(Contestant.NGINX) || !contestants.contains(Contestant.NGINX)) {
            return "";
        }
        Spread ratio = Spread.of(paired(metric, contestant, Contestant.NGINX, (own, nginx) -> own / nginx));
        return Double.isNaN(ratio.median()) ? "" : String.format(Locale.ROOT, " %.2fx", ratio.median());
    }

    private DoubleStream values(Metric metric, String contestant) {
        return IntStream.rangeClosed(1, rounds).mapToDouble(round -> value(metric, contestant, round));
    }

    /** Compares within a round, since a disturbed machine disturbs neighbours in time alike. */
    private DoubleStream paired(Metric metric, String contestant, String other, DoubleBinaryOperator compare) {
        return IntStream.rangeClosed(1, rounds)
                .mapToDouble(
                        round -> compare.applyAsDouble(value(metric, contestant, round), value(metric, other, round)));
    }

    private double value(Metric metric, String contestant, int round) {
        Optional<Sample> sample = samples.stream()
                .filter(each -> each.round() == round)
                .filter(each ->
                        each.contestant().equals(contestant) && each.phase().equals(metric.phase()))
                .findFirst();
        return sample.map(each -> metric.value().applyAsDouble(each)).orElse(Double.NaN);
    }

    private String faults(String contestant) {
        long count = samples.stream()
                .filter(each -> each.contestant().equals(contestant))
                .mapToLong(Sample::faultCount)
                .sum();
        return Long.toString(count);
    }

    private static String text(Spread spread) {
        if (Double.isNaN(spread.median())) {
            return "-";
        }
        String median = number(spread.median());
        return spread.least() == spread.most()
                ? median
                : median + " (" + number(spread.least()) + " to " + number(spread.most()) + ")";
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String format = size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
