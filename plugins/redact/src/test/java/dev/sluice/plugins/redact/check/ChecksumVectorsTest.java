package dev.sluice.plugins.redact.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every checksum takes the numbers that its issuer, or a library of such numbers, has published, and refuses the wrong ones. */
class ChecksumVectorsTest {

    /** What looks at a text without arithmetic: ranges, dates, forms. EntityExamplesTest holds them to their entries. */
    private static final Set<String> WITHOUT = Set.of(
            "random",
            "mixed",
            "opaque",
            "password",
            "phrase",
            "phone-like",
            "coordinates",
            "ipv4",
            "ipv6",
            "mac",
            "base58-32-bytes",
            "uk-driving-licence",
            "kr-rrn",
            "my-nric",
            "id-nik",
            "dk-cpr",
            "de-tax-number");

    /** Of these it is no checksum of digits that refuses. */
    private static final Set<String> RANGES = Set.of("bic", "us-ssn", "ethereum");

    /** The share of wrong digits that a scheme may miss. */
    private static final double FEW = 0.12;

    /** Thailand weighs its third place with eleven, modulo eleven; the last two of a LANR tell the field, and four times five is even. */
    private static final Map<String, Double> MORE = Map.of("th-tnin", 0.17, "de-lanr", 0.26);

    private static final List<Vector> VECTORS = read();

    /** A number, whether it is right, and who says so. */
    private record Vector(String check, boolean right, String number, String source) {

        static Vector of(String line) {
            String[] parts = line.split(" \\| ", 2);
            String[] words = parts[0].split(" ", 3);
            return new Vector(words[0], words[1].equals("yes"), words[2], parts[1]);
        }
    }

    @TestFactory
    Stream<DynamicTest> takesTheRightAndRefusesTheWrong() {
        return VECTORS.stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.check() + " " + each.number() + " (" + each.source() + ")",
                        () -> assertThat(Checks.named(each.check()).test(each.number()))
                                .isEqualTo(each.right())));
    }

    @Test
    void everyChecksumHasVectorsOfBothKinds() {
        Set<String> right = named(Vector::right);
        Set<String> wrong = named(vector -> !vector.right());
        Set<String> all = new TreeSet<>(Checks.names());
        all.removeAll(WITHOUT);

        assertThat(right).isEqualTo(all);
        assertThat(wrong).isEqualTo(all);
        assertThat(VECTORS).allSatisfy(each -> assertThat(each.source()).isNotBlank());
    }

    /** What checksums are for: a digit that is wrong. Those modulo 11 whose ten counts as nothing miss a few. */
    @TestFactory
    Stream<DynamicTest> noticesAWrongDigit() {
        return VECTORS.stream()
                .filter(Vector::right)
                .filter(each -> !RANGES.contains(each.check()))
                .map(each -> DynamicTest.dynamicTest(
                        each.check() + " " + each.number(),
                        () -> assertThat(missed(each)).isLessThan(MORE.getOrDefault(each.check(), FEW))));
    }

    /** The share of numbers with one other digit that pass. */
    private static double missed(Vector vector) {
        Predicate<String> check = Checks.named(vector.check());
        int tried = 0;
        int passed = 0;
        for (int i = 0; i < vector.number().length(); i++) {
            for (char digit = '0'; isFree(vector, i) && digit <= '9'; digit++) {
                StringBuilder other = new StringBuilder(vector.number());
                other.setCharAt(i, digit);
                if (!other.toString().equals(vector.number())) {
                    tried++;
                    passed += check.test(other.toString()) ? 1 : 0;
                }
            }
        }
        return tried == 0 ? 0 : (double) passed / tried;
    }

    /** Whether a place may have any digit; in front of a letter of Corsica it is part of the name of a department. */
    private static boolean isFree(Vector vector, int place) {
        String number = vector.number();
        boolean inName = vector.check().equals("fr-nir")
                && place + 1 < number.length()
                && Character.isLetter(number.charAt(place + 1));
        return Character.isDigit(number.charAt(place)) && !inName;
    }

    private static Set<String> named(Predicate<Vector> wanted) {
        return VECTORS.stream().filter(wanted).map(Vector::check).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Vector> read() {
        InputStream file = Objects.requireNonNull(ChecksumVectorsTest.class.getResourceAsStream("checksums.vectors"));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(file, UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Vector::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
