package dev.sluice.proxy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Target;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.proxy.model.ModelBook.Account;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names of models somebody knows, and which a client may have made up. */
class KnownModelsTest {

    private static final Alias ALIAS =
            new Alias("dated", null, List.of(new Alias.Member(new Target("openai", "gpt-5-mini-2025-08-07"), 1)));
    private static final ModelBook BOOK = ModelBook.of(
                    Map.of("dated", ALIAS),
                    Map.of("openai", new Account("openai", "openai"), "mine", new Account("openai", "mine")),
                    Map.of(),
                    PriceList.read(Path.of("..", "conf", "prices.yaml")))
            .listing(provider -> provider.equals("mine") ? List.of("llama") : List.of());

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-5, openai/gpt-5",
        "openai, gpt-5-2025-08-07, openai/gpt-5",
        "openai, gpt-5-2099-12-31, openai/gpt-5",
        "openai, gpt-5-mini-2025-08-07, openai/gpt-5-mini-2025-08-07",
        "mine, llama, mine/llama"
    })
    void knowsWhatTheConfigTheProviderOrThePriceListNames(String provider, String model, String known) {
        assertThat(BOOK.known(new Target(provider, model))).hasToString("Optional[" + known + "]");
    }

    @ParameterizedTest
    @CsvSource({"openai, made-up", "openai, llama", "mine, gpt-5", "nobody, gpt-5"})
    void doesNotKnowWhatIsMadeUp(String provider, String model) {
        assertThat(BOOK.known(new Target(provider, model))).isEmpty();
    }

    @Test
    void knowsNoModelByWhatHoldsForAllOfAProvider() {
        ModelBook book =
                ModelBook.of(Map.of(), Map.of("mine", new Account("openai", "mine")), Map.of(), PriceList.EMPTY);

        assertThat(book.facts(new Target("mine", "made-up"))).isNotEqualTo(ModelFacts.NONE);
        assertThat(book.known(new Target("mine", "made-up"))).isEmpty();
    }
}
