package dev.sluice.proxy.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.config.ConfigException;
import dev.sluice.api.config.Problem;
import dev.sluice.api.model.Alias;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.proxy.admin.Mounts;
import dev.sluice.proxy.boot.Plan.PlannedFilter;
import dev.sluice.proxy.config.RouteSettings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import dev.sluice.proxy.model.PriceList;
import dev.sluice.proxy.plugin.PluginCatalog;
import dev.sluice.proxy.plugin.PluginGeneration;
import dev.sluice.proxy.plugin.context.Computing;
import dev.sluice.proxy.plugin.context.PluginHost;
import dev.sluice.proxy.plugin.context.PluginLimits;
import dev.sluice.proxy.plugin.context.SharedMeters;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.VirtualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

    @TempDir
    static Path folder;

    private static Vertx vertx;
    private static PluginGeneration plugins;

    @BeforeAll
    static void loadPlugins() {
        PluginFolder.access().writeTo(folder.resolve("access.jar"));
        PluginFolder.tag("").writeTo(folder.resolve("tag.jar"));
        PluginFolder.judge().writeTo(folder.resolve("judge.jar"));
        vertx = Vertx.vertx();
        plugins = catalog(folder).open();
    }

    @AfterAll
    static void unload() {
        StartException.await(plugins.retire(), "unload");
        StartException.await(vertx.close(), "close");
    }

    @Test
    void plansWhatIsRight() {
        Plan plan = plan("""
                version: 1
                providers:
                  openai: { api-key: "${KEY}" }
                  groq: { api-key: "${NO_KEY}", optional: true }
                  sandbox: {}
                models:
                  support: { targets: [ { provider: groq, model: llama }, { provider: openai, model: gpt-5 } ] }
                chains:
                  default: [ access, guard, tag: { word: x, on-error: skip, deadline: 2s } ]
                routes:
                  - { name: all, chain: default }
                """);

        assertThat(plan.providers()).containsOnlyKeys("openai", "sandbox");
        assertThat(plan.leftOut()).containsExactly(Map.entry("groq", "NO_KEY not set"));
        assertThat(plan.aliases()).containsExactly(Map.entry("support", List.of(new Target("openai", "gpt-5"))));
        assertThat(plan.chains().get("default"))
                .extracting(PlannedFilter::name)
                .containsExactly("access", "guard", "tag");
        assertThat(plan.routes()).extracting(RouteSettings::name).containsExactly("all");
    }

    @Test
    void servesEveryCallWhereThereIsNoRoute() {
        assertThat(plan("version: 1\nchains: { default: [ tag ] }").routes())
                .extracting(RouteSettings::chain)
                .containsExactly("default");
    }

    @Test
    void saysWhichFilterNobodyBrings() {
        assertThat(errors("version: 1\nchains:\n  default:\n    - tagg\n"))
                .containsExactly("test.yaml:4:7: no plugin brings a filter 'tagg'; did you mean 'tag'? "
                        + "(known filters: access, guard, keeper, tag)");
    }

    @Test
    void namesTheJarsThatMightHaveBroughtAMissingFilter(@TempDir Path broken) {
        PluginFolder.broken(broken);
        PluginGeneration none = catalog(broken).open();

        ConfigException failure = catchThrowableOfType(
                ConfigException.class,
                () -> Planner.plan(
                        document("version: 1\nchains: { default: [ tag ] }"), none, Set.of("openai"), PriceList.EMPTY));

        assertThat(failure.getMessage())
                .contains("no plugin brings a filter 'tag'")
                .contains("broken.jar");
        StartException.await(none.retire(), "unload");
    }

    @Test
    void reportsAFiltersOwnKeysTogetherWithEverythingElse() {
        assertThat(errors("""
                                version: 1
                                providers: { openai: { base-url: "ftp://x" } }
                                chains:
                                  default:
                                    - tag: { wrod: x }
                                    - nope
                                routes: [ { name: a, chain: defalt } ]
                                """))
                .containsExactly(
                        "test.yaml:2:34: provider 'openai': expected a URL such as https://api.example.com/v1, found ftp://x",
                        "test.yaml:5:14: unknown key 'wrod' in tag; did you mean 'word'? (known keys: deadline, key, on-error, word)",
                        "test.yaml:6:7: no plugin brings a filter 'nope'; known filters: access, guard, keeper, tag",
                        "test.yaml:7:11: the route names the chain 'defalt', which is not in this file; did you mean 'default'? (chains: default)");
    }

    @Test
    void reportsUnknownKeysOfTheFileTogetherWithItsFilters() {
        assertThat(errors("version: 1\nserverr: {}\nchains: { default: [ tagg ] }"))
                .containsExactly(
                        "test.yaml:2:1: unknown key 'serverr' at the top level; did you mean 'server'?",
                        "test.yaml:3:22: no plugin brings a filter 'tagg'; did you mean 'tag'? (known filters: access, guard, keeper, tag)");
    }

    @Test
    void saysWhichTargetNamesNoProvider() {
        assertThat(errors("""
                                version: 1
                                providers: { sandbox: {} }
                                models:
                                  support:
                                    targets:
                                      - { provider: sandbx, model: echo }
                                      - { provider: nope, model: echo }
                                """))
                .containsExactly(
                        "test.yaml:6:9: a target names the provider 'sandbx', which is not in this file; did you mean "
                                + "'sandbox'? (providers: sandbox)",
                        "test.yaml:7:9: a target names the provider 'nope', which is not in this file; providers: sandbox");
    }

    @Test
    void doesNotBlameTargetsForAProviderThatIsWrongItself() {
        assertThat(errors("""
                                version: 1
                                providers: { house: {} }
                                models: { support: { targets: [ { provider: house, model: x } ] } }
                                """))
                .containsExactly(
                        "test.yaml:2:21: provider 'house': expected a base-url, such as https://api.example.com/v1");
    }

    @Test
    void saysWhichPresetANameIsNearTo() {
        assertThat(errors("version: 1\nproviders: { opnai: { api-key: k } }"))
                .singleElement()
                .asString()
                .endsWith("expected a base-url, such as https://api.example.com/v1; did you mean 'openai'?");
    }

    @Test
    void saysWhenAllTargetsOfAnAliasAreLeftOut() {
        assertThat(errors("""
                                version: 1
                                providers: { groq: { api-key: "${NO_KEY}", optional: true } }
                                models: { support: { targets: [ { provider: groq, model: x } ] } }
                                """))
                .containsExactly("test.yaml:3:20: every provider of its targets is left out: {groq=NO_KEY not set}; "
                        + "set their variables, or add a target of a provider that is served");
    }

    @Test
    void refusesToAskWhoCallsBelowWhatOthersWereAnswered() {
        assertThat(errors("version: 1\nchains: { default: [ keeper, access ] }"))
                .containsExactly(
                        "test.yaml:2:30: 'access' finds out who is calling, and stands below 'keeper', which answers "
                                + "with what others were answered; move 'access' up, before 'keeper'");
    }

    @Test
    void refusesADangerousOrder() {
        assertThat(errors("version: 1\nchains: { default: [ guard, access ] }"))
                .containsExactly("test.yaml:2:22: 'guard' stands above 'access', which would be dangerous; "
                        + "move 'access' up, before 'guard'");
    }

    @Test
    void saysWhichDialectsThereAre() {
        assertThat(errors("version: 1\nproviders: { x: { dialect: opnai, base-url: \"http://x\" } }"))
                .containsExactly(
                        "test.yaml:2:17: the provider speaks a dialect 'opnai' that is not known; did you mean "
                                + "'openai'? (known dialects: openai, sandbox)");
    }

    @Test
    void saysWhichPresetWasMeant() {
        assertThat(errors("version: 1\nproviders: { x: { preset: grok } }"))
                .containsExactly("test.yaml:2:17: there is no preset 'grok'; did you mean 'groq'?");
    }

    @Test
    void refusesNamesOfProvidersThatNoPathAndNoModelCouldHold() {
        assertThat(errors("""
                                version: 1
                                providers:
                                  a/b: { base-url: "http://h/v1" }
                                  "": { base-url: "http://h/v1" }
                                  "${N}": { base-url: "http://h/v1" }
                                  ..: { base-url: "http://h/v1" }
                                  my_llm-2.eu: { base-url: "http://h/v1" }
                                """))
                .containsExactly(
                        "test.yaml:3:8: a provider cannot be called 'a/b'; expected a letter or a digit, and then letters, "
                                + "digits, '-', '_' and '.': /providers/NAME and NAME/MODEL name it",
                        "test.yaml:4:7: a provider cannot be called ''; expected a letter or a digit, and then letters, "
                                + "digits, '-', '_' and '.': /providers/NAME and NAME/MODEL name it",
                        "test.yaml:5:11: a provider cannot be called '${N}'; expected a letter or a digit, and then letters, "
                                + "digits, '-', '_' and '.': /providers/NAME and NAME/MODEL name it",
                        "test.yaml:6:7: a provider cannot be called '..'; expected a letter or a digit, and then letters, "
                                + "digits, '-', '_' and '.': /providers/NAME and NAME/MODEL name it");
    }

    @Test
    void findsHalfACertificateAndAWrongProxy() {
        assertThat(errors(
                        "version: 1\nproviders:\n  openai: { tls: { key: k.pem } }\n  groq: { proxy: \"socks://x\" }"))
                .containsExactly(
                        "test.yaml:3:11: provider 'openai': expected tls to have certificate and key or neither, found one of them",
                        "test.yaml:4:18: provider 'groq': expected a proxy such as http://proxy.example.com:3128, found socks://x");
    }

    @Test
    void pointsAtWhatABaseUrlCannotHaveAndAtAKeyThatNobodyWouldSend() {
        assertThat(errors("""
                                version: 1
                                providers:
                                  azure:
                                    base-url: http://h/openai/v1?api-version=preview
                                  house: { base-url: "http://u:p@h/v1" }
                                  theirs: { base-url: "http://h/v1", credentials: client, api-key: "${KEY}" }
                                """))
                .containsExactly(
                        "test.yaml:4:15: provider 'azure': expected a base-url without a query, found one with api-version: "
                                + "write it as query: { NAME: VALUE }",
                        "test.yaml:5:22: provider 'house': expected a base-url without a user and a password: "
                                + "write them as headers: { authorization: Basic ... }, or the key as api-key",
                        "test.yaml:6:68: provider 'theirs': expected api-key or credentials: client, found both: "
                                + "the key would never be sent");
    }

    @Test
    void sendsAKeyToTheDialectsOwnHostOnlyIfThatIsSaid() {
        assertThat(errors("version: 1\nproviders: { house: { dialect: openai, api-key: k } }"))
                .containsExactly("test.yaml:2:21: provider 'house': expected a base-url, such as "
                        + "https://api.example.com/v1, or preset: openai if https://api.openai.com/v1 is meant");
    }

    @Test
    void asksForAVariableThatIsNotOptional() {
        assertThat(errors("version: 1\nproviders: { openai: { api-key: \"${NO_KEY}\" } }"))
                .containsExactly(
                        "test.yaml:2:33: environment variable NO_KEY is not set; set it, or write a default as in "
                                + "${NO_KEY:-default}");
    }

    @Test
    void servesTheAdminApiBeyondLoopbackOnlyForAToken() {
        assertThat(errors("version: 1\nadmin: { listen: 0.0.0.0:9090 }"))
                .containsExactly(
                        "test.yaml:2:10: admin.listen is 0.0.0.0:9090, which others can reach, and admin.token is not "
                                + "set; set admin.token, such as ${SLUICE_ADMIN_TOKEN}, or listen on 127.0.0.1");
    }

    @Test
    void listensBeyondLoopbackOnlyWhereEveryChainKnowsItsCallers() {
        String open = "version: 1\nserver: { listen: 0.0.0.0:8080 }\nchains: { a: [ access ], b: [ tag ] }\n";

        assertThat(errors(open + "routes: [ { name: a, chain: a }, { name: b, chain: b } ]"))
                .containsExactly("test.yaml:2:11: server.listen is 0.0.0.0:8080, which others can reach, but not every "
                        + "route's chain has a filter that knows callers; add one, listen on 127.0.0.1, or write "
                        + "'access: open' under server");
        assertThat(plan(open + "routes: [ { name: a, chain: a } ]").routes()).hasSize(1);
        assertThat(plan("version: 1\nserver: { listen: 0.0.0.0:8080, access: open }")
                        .routes())
                .hasSize(1);
    }

    @Test
    void takesANameForLoopbackOnlyIfItIs() {
        assertThat(errors("version: 1\nserver: { listen: '127.example.com:18085' }\n"))
                .singleElement()
                .asString()
                .contains("server.listen is 127.example.com:18085, which others can reach");
        assertThat(plan("version: 1\nserver: { listen: '[::1]:18085' }\n").routes())
                .hasSize(1);
    }

    @Test
    void explainsWhatIsInEffectWithoutSecrets() {
        Plan plan = plan("""
                version: 1
                providers: { openai: { api-key: "${KEY}" } }
                chains: { default: [ tag: { key: "${KEY}" } ] }
                """);

        assertThat(Explanation.all(plan) + Explanation.route(plan, "default"))
                .contains("word: plain", "on-error: fail", "deadline: 10000ms", "listen: 127.0.0.1:8080")
                .doesNotContain("sk-secret");
    }

    @Test
    void whatTheConfigSaysOfAModelCountsBeforeThePriceList() {
        Plan plan = plan("""
                version: 1
                providers: { sandbox: {} }
                models:
                  sandbox/*: { facts: { labels: { region: eu }, tools: true } }
                  sandbox/echo: { facts: { tools: false, price: { input: 0.10, output: 0.4 } } }
                  fast:
                    strategy: { weighted: { sticky: caller } }
                    targets: [ { provider: sandbox, model: echo, weight: 3 }, { provider: sandbox, model: lorem } ]
                """);

        ModelFacts facts = plan.models().facts(new Target("sandbox", "echo"));

        assertThat(facts.dialect()).isEqualTo("sandbox");
        assertThat(facts.labels()).containsEntry("region", "eu");
        assertThat(facts.tools()).isFalse();
        assertThat(facts.cost(Usage.of(1_000_000, 0))).isEqualByComparingTo("0.1");
        Alias fast = plan.models().alias("fast").orElseThrow();
        assertThat(fast.strategy()).isEqualTo("weighted");
        assertThat(requireNonNull(fast.settings()).bind(Sticky.class)).isEqualTo(new Sticky("caller"));
        assertThat(fast.members())
                .containsExactly(
                        new Alias.Member(new Target("sandbox", "echo"), 3),
                        new Alias.Member(new Target("sandbox", "lorem"), 1));
    }

    private record Sticky(String sticky) {}

    @Test
    void pointsAtTheModelThatAFilterFindsSomethingWrongWith() {
        assertThat(errors("""
                version: 1
                providers: { sandbox: {} }
                models:
                  fast:
                    strategy: { weighted: { sticky: caller } }
                    targets: [ { provider: sandbox, model: echo } ]
                chains:
                  default: [ tag: { word: "model fast" } ]
                  other: [ tag: { word: "model fast" } ]
                """)).containsExactly("test.yaml:5:37: the filter 'tag': expected another sticky");
    }

    @Test
    void refusesModelsThatLeadNowhere() {
        assertThat(errors("""
                version: 1
                providers: { sandbox: {} }
                models:
                  echo: { facts: { tools: true } }
                  none: { targets: [ { provider: sandbox, model: echo, weight: 0 } ] }
                  both: { targets: [ { provider: sandbox, model: echo } ], facts: {} }
                """))
                .hasSize(3)
                .anySatisfy(error -> assertThat(error).contains("provider/model or provider/*"))
                .anySatisfy(error -> assertThat(error).contains("every target has the weight 0"))
                .anySatisfy(error -> assertThat(error).contains("at least one target, or facts, and not both"));
    }

    @Test
    void pointsAtWhatAFilterRefusesBesideTheRestOfTheFile() {
        assertThat(errors("""
                version: 1
                providers: { sandbox: {} }
                chains:
                  one: [ tag: { word: bad } ]
                  two:
                    - tag:
                        word: provider
                """))
                .containsExactly(
                        "test.yaml:4:23: the filter 'tag': expected another word",
                        "test.yaml:6:7: the filter 'tag': expected the name of a provider");
    }

    @Test
    void pointsAtTheNameOfAClassifierThatIsNotThere() {
        assertThat(errors("""
                version: 1
                classifiers: { toxicity: { judge: {} } }
                chains:
                  one: [ tag: { word: classifier toxicty } ]
                  two: [ tag: { word: classifier toxicity } ]
                """))
                .containsExactly("test.yaml:4:23: the filter 'tag': expected the name of a classifier, found"
                        + " 'toxicty'; did you mean 'toxicity'? (the config's classifiers: toxicity)");
        assertThat(errors("version: 1\nchains: { one: [ tag: { word: classifier toxicity } ] }"))
                .containsExactly("test.yaml:2:31: the filter 'tag': expected the name of a classifier, found"
                        + " 'toxicity'; add it below 'classifiers'");
    }

    private static Plan plan(String yaml) {
        return Planner.plan(document(yaml), plugins, Set.of("openai", "sandbox"), PriceList.EMPTY);
    }

    @Test
    void saysThatNoPluginReadsCollections() {
        assertThat(errors("version: 1\ncollections: { handbook: { watch: ./handbook } }"))
                .containsExactly(
                        "test.yaml:2:26: no plugin brings a filter that reads collections; put the jar of one into"
                                + " the plugins folder (sluice-retrieve)");
    }

    @Test
    void saysWhichKindsOfModelsNobodyBrings() {
        assertThat(errors("""
                version: 1
                classifiers: { judge: { moderation: {} } }
                rerankers:
                  best: { http: {} }
                  two: { a: {}, b: {} }
                  none: {}
                retrievers: { wiki: { pgvector: {} } }
                """))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("no plugin brings a classifier 'moderation'"),
                        line -> assertThat(line).contains("no plugin brings a reranker 'http'"),
                        line -> assertThat(line).contains("expected one kind for the reranker 'two', found a, b"),
                        line -> assertThat(line).contains("expected a kind for the reranker 'none', found none"),
                        line -> assertThat(line).contains("no plugin brings a retriever 'pgvector'"));
    }

    private static List<String> errors(String yaml) {
        ConfigException failure = catchThrowableOfType(ConfigException.class, () -> plan(yaml));
        assertThat(failure).as("what is wrong with\n%s", yaml).isNotNull();
        return failure.problems().stream().map(Problem::headline).toList();
    }

    private static ConfigDocument document(String yaml) {
        return ConfigDocument.parse("test.yaml", yaml, Environment.of(Map.of("KEY", "sk-secret"), Map.of()));
    }

    private static PluginCatalog catalog(Path folder) {
        PluginHost host = new PluginHost(
                vertx,
                new VirtualTime(),
                new SharedMeters(new SimpleMeterRegistry()),
                new Mounts(),
                List.of(),
                new FakeState(Instant::now),
                folder.resolve("data"),
                Computing.on(2),
                1,
                PluginLimits.DEFAULT);
        return new PluginCatalog(List.of(folder), host);
    }
}
