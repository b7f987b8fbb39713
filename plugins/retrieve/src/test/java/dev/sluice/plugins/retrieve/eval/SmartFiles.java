package dev.sluice.plugins.retrieve.eval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A collection as the SMART system laid it out, in which the old ones (Cranfield, CISI, MEDLINE, ...) are handed on: records that begin with {@code .I} and have
 * a title {@code .T} and a text {@code .W}. Judgements name questions by their place, whatever number they have.
 *
 * @param folder with {@code *.all*}, {@code *.qry} and {@code *.rel} or {@code *qrel}
 */
record SmartFiles(Path folder) {

    private static final Pattern GAP = Pattern.compile("\\s+");

    boolean areThere() throws IOException {
        return find("qry") != null;
    }

    TestCollection read() throws IOException {
        return new TestCollection(records("all"), byPlace(records("qry")), judged(), Map.of());
    }

    private static Map<String, String> byPlace(Map<String, String> questions) {
        Map<String, String> placed = new LinkedHashMap<>();
        questions.values().forEach(question -> placed.put(Integer.toString(placed.size() + 1), question));
        return placed;
    }

    private Map<String, String> records(String kind) throws IOException {
        Map<String, String> records = new LinkedHashMap<>();
        String id = "";
        boolean counts = false;
        for (String line : lines(kind)) {
            if (line.startsWith(".I ")) {
                id = Integer.toString(Integer.parseInt(line.substring(3).strip()));
                records.put(id, "");
            } else if (line.matches("\\.[A-Z]\\s*")) {
                counts = line.startsWith(".T") || line.startsWith(".W");
            } else if (counts) {
                records.merge(id, line.strip() + "\n", String::concat);
            }
        }
        return records;
    }

    /** Three columns with a code of 1 (all that was asked) to 4, others are of no interest; or four, of which the third and fourth, or the second, say nothing. */
    private Map<String, Map<String, Integer>> judged() throws IOException {
        Map<String, Map<String, Integer>> judged = new LinkedHashMap<>();
        for (String line : lines("rel")) {
            String[] row = GAP.split(line.strip(), -1);
            boolean coded = row.length == 3;
            String document = row.length == 4 && row[1].equals("0") ? row[2] : row[1];
            int code = coded ? Integer.parseInt(row[2]) : 1;
            judged.computeIfAbsent(row[0], none -> new LinkedHashMap<>()).put(document, code >= 1 && code <= 4 ? 1 : 0);
        }
        return judged;
    }

    private List<String> lines(String kind) throws IOException {
        Path file = find(kind);
        if (file == null) {
            throw new IOException("expected a file with ." + kind + " in its name in " + folder + ", found none");
        }
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private @Nullable Path find(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> is(file.getFileName().toString().toLowerCase(Locale.ROOT), kind))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static boolean is(String name, String kind) {
        return name.contains("." + kind) || (kind.equals("rel") && name.endsWith("qrel"));
    }
}
