package dev.sluice.plugins.guard;

import dev.sluice.api.prompt.Role;
import dev.sluice.api.text.Channel;
import dev.sluice.api.text.TextTransformer;
import dev.sluice.plugins.guard.scan.Finding;
import dev.sluice.plugins.guard.scan.Folder;
import dev.sluice.plugins.guard.scan.Piece;
import dev.sluice.plugins.guard.scan.Scanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One channel of a reply under the eyes of its rules: text leaves as far as every rule is done with it.
 *
 * <p>Findings take effect in the order of their places in the text, and only once no rule can find anything before them: so
 * what happens depends on the text and not on its cuts.
 */
final class GuardedText implements TextTransformer {

    /** A finding of a rule, with where in the text it takes effect: where it begins, or for observers where it ends. */
    private record Hit(OutputWatch rule, Finding finding, long place, int order) {}

    private record Watch(OutputWatch rule, Scanner scanner, int order) {}

    private final Channel channel;
    private final Report report;
    private final List<Watch> watches = new ArrayList<>();
    private final Folder folder = new Folder();
    private final PriorityQueue<Hit> hits =
            new PriorityQueue<>(2, Comparator.comparingLong(Hit::place).thenComparingInt(Hit::order));
    private final StringBuilder held = new StringBuilder();
    private long released; // The position of the first held character.
    private boolean cut;

    private GuardedText(Channel channel, Report report) {
        this.channel = channel;
        this.report = report;
    }

    /** The text of a channel; null if no rule looks at it. */
    static @Nullable GuardedText of(Channel channel, List<OutputWatch> rules, CallFacts facts, Report report) {
        GuardedText text = new GuardedText(channel, report);
        for (int i = 0; i < rules.size(); i++) {
            OutputWatch rule = rules.get(i);
            Scanner scanner =
                    rule.channels().contains(channel.kind()) ? rule.scanners().make(facts, Role.ASSISTANT) : null;
            if (scanner != null) {
                text.watches.add(new Watch(rule, scanner, i));
            }
        }
        return text.watches.isEmpty() ? null : text;
    }

    @Override
    public String next(String piece) {
        if (piece.isEmpty()) {
            return "";
        }
        Piece folded = folder.next(piece);
        for (Watch watch : watches) {
            watch.scanner.next(folded, finding -> found(watch, finding));
        }
        if (!cut && held.isEmpty() && hits.isEmpty() && safe(piece.length()) == released + piece.length()) {
            released += piece.length();
            return piece;
        }
        held.append(piece);
        return release(false);
    }

    @Override
    public String end() {
        Piece last = folder.end();
        for (Watch watch : watches) {
            watch.scanner.next(last, finding -> found(watch, finding));
            watch.scanner.end(finding -> found(watch, finding));
        }
        return release(true);
    }

    @Override
    public boolean endsReply() {
        return cut;
    }

    private void found(Watch watch, Finding finding) {
        OutputWatch rule = watch.rule;
        if (rule.acts()) {
            long place = rule.mode() == GuardConfig.Mode.HOLD ? finding.start() : finding.end();
            hits.add(new Hit(rule, finding, place, watch.order));
        } else {
            report.output(rule, finding, channel);
        }
    }

    /** What leaves now. */
    private String release(boolean all) {
        long safe = all ? released + held.length() : safe(held.length());
        StringBuilder out = new StringBuilder();
        while (!cut && !hits.isEmpty() && (all || hits.peek().place < safe)) {
            act(hits.remove(), out);
        }
        if (!cut) {
            leave(hits.isEmpty() ? safe : Math.min(safe, hits.peek().place), out);
        }
        return out.toString();
    }

    /** How far no rule can find anything any more, of so many characters that have not left. */
    private long safe(int length) {
        long safe = released + length;
        for (Watch watch : watches) {
            if (watch.rule.acts()) {
                safe = Math.min(safe, watch.rule.holds() ? watch.scanner.clear() : watch.scanner.seen());
            }
        }
        return safe;
    }

    private void act(Hit hit, StringBuilder out) {
        report.output(hit.rule, hit.finding, channel);
        switch (hit.rule.action()) {
            case BLOCK -> throw report.blocked(hit.rule.name());
            case FINISH -> {
                leave(hit.place, out);
                cut = true;
            }
            case REPLACE -> replace(hit, out);
            case NOTE -> {}
        }
    }

    /** A finding that overlaps one already replaced loses what is left of it, too. */
    private void replace(Hit hit, StringBuilder out) {
        boolean fresh = hit.place >= released;
        leave(hit.place, out);
        int gone = (int) Math.min(held.length(), Math.max(0, hit.finding.end() - released));
        held.delete(0, gone);
        released += gone;
        if (fresh) {
            out.append(hit.rule.replacement());
        }
    }

    private void leave(long until, StringBuilder out) {
        int length = (int) Math.min(held.length(), Math.max(0, until - released));
        out.append(held, 0, length);
        held.delete(0, length);
        released += length;
    }
}
