package dev.sluice.plugins.redact.detect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The places of a text that are taken: each offer that overlaps none of them is taken, too. */
final class Taken {

    private final TreeMap<Integer, Finding> byStart = new TreeMap<>();

    void offer(Finding finding) {
        Map.Entry<Integer, Finding> before = byStart.floorEntry(finding.start());
        Map.Entry<Integer, Finding> after = byStart.higherEntry(finding.start());
        boolean free = (before == null || !before.getValue().overlaps(finding))
                && (after == null || !after.getValue().overlaps(finding));
        if (free) {
            byStart.put(finding.start(), finding);
        }
    }

    List<Finding> inOrder() {
        return List.copyOf(byStart.values());
    }
}
