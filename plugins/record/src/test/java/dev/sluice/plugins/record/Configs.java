package dev.sluice.plugins.record;

import dev.sluice.api.config.DataSize;
import dev.sluice.plugins.record.RecordConfig.Content;
import dev.sluice.plugins.record.RecordConfig.Files;
import dev.sluice.plugins.record.RecordConfig.MaskRule;
import dev.sluice.plugins.record.RecordConfig.Overflow;
import dev.sluice.plugins.record.RecordConfig.Queue;
import java.time.Duration;
import java.util.List;

/** Configs as the host would bind them. */
final class Configs {

    static final Files FILES =
            new Files(DataSize.parse("64MiB"), Duration.ofHours(24), 100, DataSize.parse("4GiB"), true);
    static final Queue QUEUE = new Queue(10_000, DataSize.parse("64MiB"), Overflow.DROP);
    static final RecordConfig DEFAULT = of(Content.TEXT, 32_768);

    private Configs() {}

    static RecordConfig of(Content content, int maxCharacters) {
        return new RecordConfig(
                content, content, maxCharacters, List.of("content-type"), List.of(), List.of(), null, FILES, QUEUE);
    }

    static RecordConfig masking(Content content, List<String> drop, String... patterns) {
        List<MaskRule> rules = List.of(patterns).stream()
                .map(pattern -> new MaskRule(pattern, "[$1]"))
                .toList();
        return new RecordConfig(content, content, 1000, List.of(), rules, drop, null, FILES, QUEUE);
    }

    static RecordConfig with(Files files) {
        return new RecordConfig(Content.TEXT, Content.TEXT, 100, List.of(), List.of(), List.of(), null, files, QUEUE);
    }

    static RecordConfig with(Queue queue) {
        return new RecordConfig(Content.TEXT, Content.TEXT, 100, List.of(), List.of(), List.of(), null, FILES, queue);
    }
}
