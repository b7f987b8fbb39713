package dev.sluice.api;

import java.util.List;

/**
 * What a filter would do with a call; see {@link FilterFactory#forecast}.
 *
 * @param lines for people, the gist first
 * @param call as the filters below would see it
 */
public record Forecast(List<String> lines, Call call) {

    public Forecast {
        lines = List.copyOf(lines);
    }
}
