package dev.sluice.plugins.redact;

import dev.sluice.api.Filter;
import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import java.util.List;

/** The laws of filters, kept by redact with tokens to restore and a screen for what the model brings up. */
class RedactContractTest implements FilterContract {

    @Override
    public Filter filter(FakePluginContext context) {
        RedactConfig config = Configs.of(
                List.of(Configs.rule("email", Action.TOKEN)), List.of(Configs.rule("email", Action.MASK)), List.of());
        return new RedactFactory().create(config, context).result();
    }

    @Override
    public List<String> texts() {
        return List.of(
                "",
                "a",
                "Write to bob@example.com. Or to Ann at ann@example.org! Or nobody.",
                "[EMAIL_BCDFGHJKLMNP] and [EMAIL_ and [",
                "Gr\u00fc\u00dfe aus \u6771\u4eac \ud83d\uddfc, and a good day!",
                "word ".repeat(240));
    }
}
