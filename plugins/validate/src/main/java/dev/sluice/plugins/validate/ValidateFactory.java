package dev.sluice.plugins.validate;

import dev.sluice.api.Filter;
import dev.sluice.api.FilterFactory;
import dev.sluice.api.plugin.CheckContext;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.plugins.validate.schema.JsonSchema;
import dev.sluice.plugins.validate.schema.Schemas;
import dev.sluice.plugins.validate.structured.ReplyContract;
import dev.sluice.plugins.validate.structured.StructuredConfig;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes {@link ValidateFilter}s. */
@Extension
public final class ValidateFactory implements FilterFactory<ValidateConfig> {

    @Override
    public String name() {
        return ValidateFilter.NAME;
    }

    @Override
    public Class<ValidateConfig> configType() {
        return ValidateConfig.class;
    }

    /** Schemas are compiled here for what is wrong in them. */
    @Override
    public void check(ValidateConfig config, CheckContext context) {
        ValidateConfig.ContractRules contract = config.contract();
        context.attempt("contract.body", () -> Schemas.ofConfig(contract.body()));
        contract.parts()
                .forEach((pointer, schema) ->
                        context.attempt("contract.parts.\"" + pointer + "\"", () -> Schemas.ofConfig(schema)));
        context.attempt("contract.input", () -> Schemas.ofConfig(contract.input()));
        context.attempt("contract.reply", () -> Schemas.ofConfig(contract.reply()));
        LanguageRules language = config.language();
        if (language != null) {
            context.classifier("language.classifier", language.classifier());
        }
    }

    @Override
    public Future<Filter> create(ValidateConfig config, PluginContext context) {
        Future<Checks> made = config.messages().tokens().isEmpty()
                ? Future.succeededFuture(Checks.of(config))
                : context.blocking(() -> Checks.of(config)); // Reads a tokenizer's vocabulary.
        return language(config.language(), context)
                .compose(language -> made.map(
                        checks -> new ValidateFilter(checks, config, context, promised(config, context), language)));
    }

    private static Future<@Nullable LanguageCheck> language(@Nullable LanguageRules rules, PluginContext context) {
        return rules == null
                ? Future.succeededFuture()
                : context.classifier(rules.classifier())
                        .map(classifier -> new LanguageCheck(rules, classifier, context.logger()));
    }

    private static ValidateFilter.@Nullable Promised promised(ValidateConfig config, PluginContext context) {
        JsonSchema schema = Schemas.ofConfig(config.contract().reply());
        if (schema == null) {
            return null;
        }
        StructuredConfig usual = StructuredConfig.USUAL;
        StructuredConfig.Unreadable unreadable = config.unreadable() == ValidateConfig.Unreadable.PASS
                ? StructuredConfig.Unreadable.PASS
                : StructuredConfig.Unreadable.REFUSE;
        return new ValidateFilter.Promised(
                schema, new ReplyContract(ValidateFilter.NAME, usual.repairs(), usual.effort(), unreadable, context));
    }
}
