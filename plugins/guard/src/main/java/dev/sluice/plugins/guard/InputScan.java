package dev.sluice.plugins.guard;

import dev.sluice.api.plugin.Checkpoint;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.plugins.guard.scan.Finding;
import dev.sluice.plugins.guard.scan.Folder;
import dev.sluice.plugins.guard.scan.Piece;
import dev.sluice.plugins.guard.scan.Scanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look at all texts of a prompt. Touches nothing but itself, so that it can run off the event loop. */
final class InputScan {

    /** A finding and where it was made. */
    record Hit(InputWatch rule, Finding finding, Role role, int text) {}

    private static final int MAX_HITS = 256;

    private final List<InputWatch> rules;
    private final CallFacts facts;
    private final List<Hit> hits = new ArrayList<>(0);
    private @Nullable InputWatch blocking;
    private int texts;

    InputScan(List<InputWatch> rules, CallFacts facts) {
        this.rules = rules;
        this.facts = facts;
    }

    /** The prompt as it goes on. */
    Prompt over(Prompt prompt) {
        return prompt.mapText(this::text);
    }

    List<Hit> hits() {
        return hits;
    }

    /** The rule that refuses the call; null if none does. */
    @Nullable InputWatch blocking() {
        return blocking;
    }

    private String text(Role whose, TextKind kind, String text) {
        Role role = kind == TextKind.TOOL_RESULT || facts.isRetrieved(text) ? Role.TOOL : whose;
        boolean told = kind == TextKind.TOOL_DESCRIPTION;
        int number = texts++;
        Piece piece = null;
        String changed = text;
        String seen = facts.saidByOthers(text);
        for (InputWatch rule : rules) {
            Role as = told && rule.describes() && rule.roles().contains(Role.TOOL) ? Role.TOOL : role;
            boolean looks = blocking == null && rule.roles().contains(as);
            // To give orders is a description's business: it is held to no more than what users write.
            Scanner scanner = looks ? rule.scanners().make(facts, told && as == Role.TOOL ? Role.USER : as) : null;
            if (scanner == null) {
                continue;
            }
            Checkpoint.pass();
            // A text that was changed is another text: later rules look at what is left of it.
            if (piece == null || !piece.raw().equals(seen)) {
                piece = new Folder().next(seen);
            }
            List<Finding> found = findings(scanner, piece);
            String before = changed;
            changed = apply(rule, found, as, number, before);
            seen = changed.equals(before) ? seen : replaced(rule, found, seen);
        }
        return changed;
    }

    private static List<Finding> findings(Scanner scanner, Piece piece) {
        List<Finding> found = new ArrayList<>(0);
        scanner.next(piece, found::add);
        Piece end = new Piece("", piece.end(), new char[] {' '}, new int[] {0}, 1);
        scanner.next(end, found::add);
        scanner.end(found::add);
        return found;
    }

    private String apply(InputWatch rule, List<Finding> found, Role role, int number, String text) {
        for (Finding finding : found) {
            if (hits.size() < MAX_HITS) {
                hits.add(new Hit(rule, finding, role, number));
            }
        }
        if (found.isEmpty() || rule.shadow()) {
            return text;
        }
        return switch (rule.action()) {
            case BLOCK -> {
                blocking = rule;
                yield text;
            }
            case REPLACE -> replaced(rule, found, text);
            case NOTE -> text;
        };
    }

    private static String replaced(InputWatch rule, List<Finding> found, String text) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (Finding finding :
                found.stream().sorted(Comparator.comparingLong(Finding::start)).toList()) {
            int start = (int) finding.start();
            if (start >= from) {
                out.append(text, from, start).append(rule.replacement());
            }
            from = Math.max(from, (int) Math.min(text.length(), finding.end()));
        }
        return out.append(text, from, text.length()).toString();
    }
}
