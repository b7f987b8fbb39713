package dev.sluice.plugins.retrieve.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RowsTest {

    @Property
    void anyFieldsInQuotesStayInTheirRow(
            @ForAll @Size(max = 6) List<@NotEmpty List<@Chars({'"', ',', '\n', '\r'}) @CharRange(to = 'c', from = 'a') String>>
                            table) {
        // given
        List<String> rows = table.stream()
                .map(fields -> fields.stream()
                        .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .toList();
        // then
        assertThat(Rows.of(String.join("\r\n", rows))).isEqualTo(rows);
    }

    @Test
    void aQuoteThatIsNotClosedIsAQuote() {
        assertThat(Rows.of("a,19\" rack\nb,\"so to speak\" or not\n\"c\nd\n"))
                .containsExactly("a,19\" rack", "b,\"so to speak\" or not", "\"c", "d");
    }
}
