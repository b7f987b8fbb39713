package dev.sluice.proxy.config.engine;

import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the problems of several attempts, so that they are reported together. */
public final class Problems {

    private final List<Problem> problems = new ArrayList<>();

    /** What {@code attempt} returns, if anything; or nothing, if it fails with problems, which are kept. */
    public <T> Optional<T> attempt(Supplier<T> attempt) {
        try {
            return Optional.ofNullable(attempt.get());
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** Keeps the problems of {@code failure}. */
    public void add(ConfigException failure) {
        problems.addAll(failure.problems());
    }

    /** Throws all that was kept, if anything was; what several have found is told once. */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream().distinct().toList());
        }
    }
}
