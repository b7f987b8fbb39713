package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong in one file; excerpts are cut at the end, when it is known which values may be shown. */
final class Findings {

    private record Finding(
            Span at, KeyPath path, String message, @Nullable String hint) {}

    private final SourceText source;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    Findings(SourceText source) {
        this.source = source;
    }

    void add(Span at, KeyPath path, String message, @Nullable String hint) {
        findings.add(new Finding(at, path, message, hint));
    }

    void addAll(List<Problem> others) {
        problems.addAll(others);
    }

    void addAll(Findings others) {
        findings.addAll(others.findings);
        problems.addAll(others.problems);
    }

    boolean isEmpty() {
        return findings.isEmpty() && problems.isEmpty();
    }

    void throwIfAny() {
        if (!isEmpty()) {
            throw exception();
        }
    }

    ConfigException exception() {
        List<Problem> all = new ArrayList<>(problems);
        findings.forEach(finding -> all.add(problem(finding)));
        return new ConfigException(all.stream().distinct().toList());
    }

    private Problem problem(Finding finding) {
        Span at = finding.at();
        return new Problem(
                source.name(),
                at.line(),
                at.column(),
                finding.path().text(),
                finding.message(),
                finding.hint(),
                source.excerpt(at));
    }
}
