package dev.sluice.plugins.validate;

import dev.sluice.api.Filter;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.FilterContract;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The laws of filters, kept by validate with everything turned on. */
class ValidateContractTest implements FilterContract {

    @Override
    public Filter filter(FakePluginContext context) {
        var number = new ValidateConfig.NumberRule(false, 0.0, 4096.0);
        var config = new ValidateConfig(
                List.of("fake-*"),
                new ValidateConfig.ParameterRules(number, number, number, number),
                Map.of("logit_bias", new ValidateConfig.FieldRule(ValidateConfig.Presence.FORBIDDEN, null, null)),
                new ValidateConfig.MessageRules(1, 10, 10_000, 20_000, Set.of(), TokenRules.NONE),
                Set.of(ValidateConfig.Modality.TEXT),
                new ValidateConfig.ToolRules(0, List.of()),
                ValidateConfig.Unreadable.PASS,
                ValidateConfig.NONE.turns(),
                ValidateConfig.NONE.attachments(),
                ValidateConfig.NONE.contract(),
                false,
                null);
        return new ValidateFactory().create(config, context).result();
    }
}
