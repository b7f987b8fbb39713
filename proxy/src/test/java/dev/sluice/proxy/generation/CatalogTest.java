package dev.sluice.proxy.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Dialect.ModelCard;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.proxy.upstream.Provider;
import dev.sluice.testkit.TestDialect;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private static final Dialect OPENAI = new OpenAiDialect();

    private final Catalog catalog = catalog("groq", "openai", "sandbox");

    @Test
    void leadsAnAliasToItsTargetsInOrder() {
        assertThat(catalog.resolve(OPENAI, "support"))
                .containsExactly(new Target("openai", "gpt-5-mini"), new Target("groq", "llama"));
    }

    @Test
    void takesAProviderBeforeASlash() {
        assertThat(catalog.resolve(OPENAI, "groq/llama")).containsExactly(new Target("groq", "llama"));
    }

    @Test
    void keepsFurtherSlashesInTheModelsName() {
        assertThat(catalog.resolve(OPENAI, "groq/meta/llama-3")).containsExactly(new Target("groq", "meta/llama-3"));
    }

    @Test
    void takesASlashAfterNoProviderForPartOfABareName() {
        assertThat(catalog.resolve(OPENAI, "meta/llama-3")).containsExactly(new Target("openai", "meta/llama-3"));
    }

    @Test
    void sendsNothingThatIsMeantForAProviderOutsideTheConfigToOneThatHasNoSuchNames() {
        assertThatThrownBy(() -> catalog("plain").resolve(OPENAI, "anthropic/claude-opus-4-8"))
                .isInstanceOfSatisfying(CallError.class, error -> {
                    assertThat(error.code()).isEqualTo("model_not_found");
                    assertThat(error.message()).contains("'anthropic/claude-opus-4-8'", "[plain]");
                });
    }

    @Test
    void givesANameWithASlashToTheFirstThatMayHaveIt() {
        assertThat(catalog("plain", "groq").resolve(OPENAI, "meta/llama-3"))
                .containsExactly(new Target("groq", "meta/llama-3"));
    }

    @Test
    void givesABareNameToTheProviderNamedAsTheDialect() {
        assertThat(catalog.resolve(OPENAI, "gpt-5")).containsExactly(new Target("openai", "gpt-5"));
    }

    @Test
    void givesABareNameToTheFirstThatTakesAnyModelWhereNoProviderIsNamedAsTheDialect() {
        assertThat(catalog("sandbox", "groq").resolve(OPENAI, "gpt-5")).containsExactly(new Target("groq", "gpt-5"));
    }

    @Test
    void prefersAnAliasToAProvidersOwnModel() {
        Catalog shadowing = new Catalog(
                Map.of("openai", new Named("openai", true, false)),
                Map.of("openai/gpt-5", List.of(new Target("openai", "gpt-5-mini"))));

        assertThat(shadowing.resolve(OPENAI, "openai/gpt-5")).containsExactly(new Target("openai", "gpt-5-mini"));
    }

    @Test
    void saysWhatThereIsWhereNobodyHasTheModel() {
        assertThatThrownBy(() -> catalog("sandbox").resolve(OPENAI, "gpt-5"))
                .isInstanceOfSatisfying(CallError.class, error -> {
                    assertThat(error.status()).isEqualTo(404);
                    assertThat(error.code()).isEqualTo("model_not_found");
                    assertThat(error.param()).isEqualTo("model");
                    assertThat(error.message())
                            .isEqualTo("There is no model 'gpt-5'. Expected one of the aliases [support], or "
                                    + "provider/model with one of the providers [sandbox].");
                });
    }

    @Test
    void saysThatACallNamesNoModelAndShortensAbsurdNames() {
        assertThatThrownBy(() -> catalog("sandbox").resolve(OPENAI, ""))
                .hasMessageStartingWith("The call names no model.");
        assertThatThrownBy(() -> catalog("sandbox").resolve(OPENAI, "x".repeat(5_000)))
                .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void givesACallToAProviderThatSpeaksItsDialectOnly() {
        assertThatThrownBy(() -> catalog.resolve(new TestDialect(), "gpt-5")).isInstanceOf(CallError.class);
    }

    @Test
    void listsAliasesThenTargetsThenModelsEachOnce() {
        assertThat(catalog.models())
                .extracting(ModelCard::name)
                .containsExactly("support", "openai/gpt-5-mini", "groq/llama", "sandbox/echo");
    }

    @Test
    void findsProvidersByName() {
        assertThat(catalog.provider("groq")).map(Provider::name).contains("groq");
        assertThat(catalog.provider("nope")).isEmpty();
        assertThat(catalog.providers()).extracting(Provider::name).containsExactly("groq", "openai", "sandbox");
    }

    private static Catalog catalog(String... names) {
        Map<String, Provider> providers = new LinkedHashMap<>();
        for (String name : names) {
            providers.put(name, new Named(name, !name.equals("sandbox"), name.equals("plain")));
        }
        return new Catalog(
                providers, Map.of("support", List.of(new Target("openai", "gpt-5-mini"), new Target("groq", "llama"))));
    }

    private record Named(String name, boolean takesModels, boolean plainNames) implements Provider {

        @Override
        public boolean speaks(Dialect dialect) {
            return dialect.name().equals("openai");
        }

        @Override
        public List<String> models() {
            return takesModels ? List.of() : List.of("echo");
        }

        @Override
        public boolean takes(String model) {
            return takesModels && !(plainNames && model.contains("/"));
        }

        @Override
        public Future<Reply> send(Call call) {
            return Future.failedFuture("not sent here");
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
