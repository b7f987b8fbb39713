package dev.sluice.proxy.chain;

import java.util.ArrayList;
import java.util.List;

/** Remembers what it is told. */
final class HeardMeter implements FilterMeter {

    private final List<String> took = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Override
    public void took(String filter, long nanos) {
        took.add(filter + " " + nanos);
    }

    @Override
    public void failed(String filter, Throwable failure) {
        failed.add(filter + " " + failure.getClass().getSimpleName());
    }

    List<String> took() {
        return took;
    }

    List<String> failed() {
        return failed;
    }
}
