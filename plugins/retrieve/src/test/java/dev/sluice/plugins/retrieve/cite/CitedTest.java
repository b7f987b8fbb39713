package dev.sluice.plugins.retrieve.cite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.retrieve.Passage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitedTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org/leave, https://example.org/leave",
        "HTTP://example.org/a b, HTTP://example.org/a b",
        "javascript:alert(1), urn:sluice:handbook:leave",
        "' javascript:alert(1)', urn:sluice:handbook:leave",
        "'data:text/html,<script>', urn:sluice:handbook:leave",
        "/handbook/leave, urn:sluice:handbook:leave",
        "//example.org/leave, urn:sluice:handbook:leave",
        "'', urn:sluice:handbook:leave",
    })
    void citesWhatIsOnTheWebByItsAddressAndAllElseByItsName(String url, String cited) {
        // given
        Passage passage = new Passage("leave", 0, "Leave", url, "", "Thirty days.", 1);
        // when
        Marks.Spot spot = new Marks.Spot(0, 0);
        String told = new Cited("handbook", List.of(passage)).url(new Marks.Mark(0, "", spot, spot, spot, spot));
        // then
        assertThat(told).isEqualTo(cited);
    }
}
