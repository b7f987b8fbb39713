package dev.sluice.plugins.validate;

import dev.sluice.api.CallError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with one call: the first few in full, the others counted. */
final class Violations {

    /** How many are told in full. */
    static final int MAX_TOLD = 10;

    private static final String CODE = "validation_failed";

    private final List<Violation> told = new ArrayList<>(0);
    private int more;

    void add(Violation violation) {
        if (told.size() < MAX_TOLD) {
            told.add(violation);
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    /** The codes of those told, for the journal. */
    String codes() {
        String codes = told.stream().map(Violation::code).distinct().collect(Collectors.joining(", "));
        return more == 0 ? codes : codes + " and " + more + " more";
    }

    /** The refusal. Its code is always the same; its param is that of the first violation that has one. */
    CallError error() {
        String message =
                told.stream().map(Violation::toString).collect(Collectors.joining(". ", "Validation failed: ", "."));
        CallError error = CallError.of(
                CallError.Category.INVALID_REQUEST, CODE, more == 0 ? message : message + " And " + more + " more.");
        return told.stream()
                .map(Violation::param)
                .filter(param -> !param.isEmpty())
                .findFirst()
                .map(error::withParam)
                .orElse(error);
    }
}
