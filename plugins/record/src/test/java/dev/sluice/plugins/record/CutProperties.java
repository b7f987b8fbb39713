package dev.sluice.plugins.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.text.Channel;
import dev.sluice.api.text.ChannelTexts;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is kept of a text does not depend on how it was cut into pieces. */
class CutProperties {

    @Property
    void keepsTheBeginningHoweverItIsCut(
            @ForAll @Size(max = 20) List<String> pieces, @ForAll @IntRange(max = 50) int room) {
        Texts texts = new Texts(room);
        ChannelTexts channels = new ChannelTexts(texts);
        String all = String.join("", pieces);

        pieces.forEach(piece -> channels.next(Channel.content(), piece));

        String kept = texts.byChannel().getOrDefault(Channel.content(), "");
        assertThat(kept).isEqualTo(all.substring(0, Math.min(room, all.length())));
        assertThat(texts.truncated()).isEqualTo(all.length() > room);
    }
}
