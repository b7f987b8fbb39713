package dev.sluice.plugins.route.choose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.CallError;
import dev.sluice.api.Target;
import dev.sluice.api.embed.Embedder;
import dev.sluice.api.embed.EmbeddingModel;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.api.model.Prices;
import dev.sluice.api.model.Rates;
import dev.sluice.plugins.route.config.RouteConfig.HealthSettings;
import dev.sluice.plugins.route.config.StrategySettings;
import dev.sluice.plugins.route.config.StrategySettings.Group;
import dev.sluice.plugins.route.targets.TargetStates;
import dev.sluice.testkit.FakeCalls;
import dev.sluice.testkit.FakeEmbedder;
import dev.sluice.testkit.FakeModels;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two groups: code goes to one target, and money to an alias that has a strategy of its own. */
class SemanticTest {

    private static final HealthSettings HEALTH =
            new HealthSettings(5, 0.5, 20, Duration.ofSeconds(10), 0, Duration.ofSeconds(5), 1, true, List.of());
    private static final Target CODER = new Target("p", "coder");
    private static final Target DEAR = new Target("p", "dear");
    private static final Target CHEAP = new Target("p", "cheap");
    private static final StrategySettings.Semantic SETTINGS = new StrategySettings.Semantic(
            List.of(
                    new Group(List.of("write a python function", "fix this stack trace"), List.of("p/coder")),
                    new Group(List.of("refund my invoice", "the payment failed"), List.of("money"))),
            0.5);

    private final FakeModels models = new FakeModels()
            .with(new Alias("money", "cheapest-fit", List.of(new Alias.Member(DEAR, 1), new Alias.Member(CHEAP, 1))))
            .with(DEAR, priced("10"))
            .with(CHEAP, priced("1"));
    private final Named named = new Named(models, new TargetStates(HEALTH, null, new SplittableRandom(1)));
    private final Fitness fitness = new Fitness(List.of());
    private final Chooser chooser =
            new Chooser(named, new Chooser.Checks(fitness, new Health(1), new Fallbacks(named, fitness, Map.of())));

    @Test
    void goesWhereTheNearestExampleIs() {
        Choice choice =
                choose(new FakeEmbedder(), "Please write a function in Python").result();

        assertThat(targets(choice)).containsExactly(CODER);
        assertThat(choice.reason()).matches("semantic: 0\\.\\d\\d like the examples for \\[p/coder]");
    }

    @Test
    void anAliasThatAGroupNamesIsPutInOrderByItsOwnStrategy() {
        Choice choice =
                choose(new FakeEmbedder(), "I want a refund: my invoice").result();

        assertThat(targets(choice)).containsExactly(CHEAP, DEAR);
    }

    @Test
    void whatIsLikeNothingStaysWhereItWas() {
        Choice choice = choose(new FakeEmbedder(), "Tell us about whales").result();

        assertThat(targets(choice)).isEqualTo(FakeCalls.CANDIDATES);
        assertThat(choice.reason()).endsWith(", too little");
    }

    @Test
    void anEmbedderThatCannotKeepsNobodyFromAnAnswer() {
        Embedder busy = new Embedder() {
            private boolean examples = true;

            @Override
            public EmbeddingModel model() {
                return new FakeEmbedder().model();
            }

            @Override
            public Future<List<float[]>> embed(Purpose purpose, List<String> texts) {
                boolean know = texts.size() > 1;
                return know ? new FakeEmbedder().embed(purpose, texts) : Future.failedFuture("too much in hand");
            }

            @Override
            public int tokens(String text) {
                return examples ? 1 : 0;
            }
        };

        Choice choice = choose(busy, "write a python function").result();

        assertThat(targets(choice)).isEqualTo(FakeCalls.CANDIDATES);
        assertThat(choice.reason()).isEqualTo("semantic: the prompt could not be embedded");
    }

    @Test
    void aTargetThatIsLedToHasToFitAllTheSame() {
        models.with(CODER, new ModelFacts("", 5L, null, Set.of(), null, null, Map.of(), null));

        try {
            Future<Choice> choice = choose(new FakeEmbedder(), "write a python function, please, and quickly");

            assertThat(choice.cause()).isInstanceOf(CallError.class).hasMessageContaining("p/coder does not, since");
        } catch (CallError e) {
            assertThat(e).hasMessageContaining("p/coder does not, since its context window has 5 tokens");
        }
    }

    private Future<Choice> choose(Embedder embedder, String words) {
        Strategy strategy = Semantic.of(SETTINGS, chooser, embedder).result();
        chooser.by(strategy, Map.of("money", Strategy.atOnce(new Cheapest())));
        return chooser.choose(new Ask(FakeCalls.chat().whole(words), 0));
    }

    private static List<Target> targets(Choice choice) {
        return choice.order().stream().map(Candidate::target).toList();
    }

    private static ModelFacts priced(String price) {
        return new ModelFacts("", null, null, Set.of(), null, null, Map.of(), Prices.of(Rates.of(price, price)));
    }
}
