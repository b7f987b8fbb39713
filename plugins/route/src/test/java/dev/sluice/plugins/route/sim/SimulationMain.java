package dev.sluice.plugins.route.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs every strategy through every scenario and writes the table into a page, between its two markers. */
public final class SimulationMain {

    private static final String BEGIN = "<!-- simulation: begin -->\n";
    private static final String END = "<!-- simulation: end -->";

    private SimulationMain() {}

    /** The page is the first argument. */
    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[0]);
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, begin) + table() + text.substring(text.indexOf(END)));
    }

    private static String table() {
        StringBuilder table = new StringBuilder("""
                | scenario | strategy | answered | p50 ms | p99 ms | attempts per call | $ per 1000 calls |
                |---|---|---|---|---|---|---|
                """);
        for (Scenario scenario : Scenario.ALL) {
            for (Map.Entry<String, Simulation.Maker> contestant :
                    Contestants.all().entrySet()) {
                Result result = Simulation.run(scenario, contestant.getValue());
                table.append(result.row(scenario.name(), contestant.getKey())).append('\n');
            }
        }
        return table.toString();
    }
}
