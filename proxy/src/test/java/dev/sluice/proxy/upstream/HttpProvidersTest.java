package dev.sluice.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.config.ProviderSettings;
import dev.sluice.proxy.config.engine.ConfigDocument;
import dev.sluice.proxy.config.engine.Environment;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings make a provider. */
class HttpProvidersTest {

    private static ProviderSettings settings(String yaml) {
        return ConfigDocument.parse("test.yaml", yaml, Environment.of(Map.of(), Map.of()))
                .bind(ProviderSettings.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base-url: ftp://x | expected a URL such as https://api.example.com/v1, found ftp://x",
                "api-key: k | expected a base-url, such as https://api.example.com/v1",
                "preset: azure-openai | expected a base-url, such as https://api.example.com/v1",
                "preset: grok | expected one of the presets",
                "{base-url: 'http://x', proxy: 'socks5://p:1'} | expected a proxy such as http://proxy.example.com:3128",
                "{base-url: 'http://x', proxy: 'socks5://u:hush@p:1'} | expected a proxy such as http://proxy.example.com:3128, found socks5://***@p:1",
                "{base-url: 'http://x', proxy: 'http:p'} | expected a proxy such as http://proxy.example.com:3128",
                "{base-url: 'http://x', api-key: a, api-keys: [b]} | expected api-key or api-keys, found both",
                "{base-url: 'http://x', api-keys: [a, b], credentials: client} | expected api-keys or credentials: client, found both",
                "{base-url: 'http://x', api-keys: [a, b, a]} | expected every key of api-keys once, found one twice",
                "{base-url: 'http://x', api-key: \"sk-live\\n\"} | expected api-key to be visible ASCII characters, found none, a blank, a line break",
                "{base-url: 'http://x', api-keys: [a, 'b c']} | expected every key of api-keys to be visible ASCII characters",
                "base-url: 'http://x/v1?api-version=preview&key=hush' | expected a base-url without a query, found one with api-version, key: write it as query: { NAME: VALUE }",
                "base-url: 'http://x/v1?' | expected a base-url without a query, found an empty one",
                "base-url: 'http://user:hush@x/v1' | expected a base-url without a user and a password: write them as headers: { authorization: ",
                "base-url: 'http://us_er:hush@x_y/v1' | expected a base-url without a user and a password",
                "base-url: 'http://x/#v2' | expected a base-url without a fragment but #v1, found #v2",
                "{base-url: 'http://x', api-key: a, credentials: client} | expected api-key or credentials: client, found both: the key would never be sent",
                "{base-url: 'http://x', api-key: a, credentials: caller} | expected api-key or credentials: caller, found both",
                "{dialect: openai, api-key: k} | expected a base-url, such as https://api.example.com/v1, or preset: openai if https://api.openai.com/v1 is meant",
                "{dialect: anthropic, api-key: k} | expected a base-url, such as https://api.example.com/v1, or preset: anthropic if",
                "{dialect: gemini} | expected a base-url, such as https://api.example.com/v1, or preset: gemini if",
                "preset: vertex | expected a credentials-file, such as a service account's JSON, or an api-key",
                "{base-url: 'http://x', tls: {certificate: a}} | expected tls to have certificate and key or neither",
                "{base-url: 'http://x', tls: {key: a}} | expected tls to have certificate and key or neither",
            })
    void saysWhatIsMissing(String yaml, String message) {
        ProviderSettings settings = settings(yaml);

        assertThatThrownBy(() -> HttpProviders.check("acme", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base-url: http://x",
                "preset: groq",
                "preset: openai",
                "{preset: openai, dialect: openai}",
                "{dialect: bedrock, region: eu-central-1, api-key: k}",
                "{preset: vertex, credentials: client}",
                "base-url: http://my_llm:8000/v1",
                "{base-url: 'http://x', proxy: 'http://my_proxy:3128'}",
                "{preset: groq, base-url: 'http://x'}",
                "{base-url: 'http://x', proxy: 'http://p'}",
                "{base-url: 'http://x', proxy: 'http://user:password@my_proxy:3128'}",
                "{base-url: 'http://x', tls: {certificate: a, key: b}}",
                "{base-url: 'http://x', tls: {verify-host: false}}",
            })
    void acceptsWhatIsEnough(String yaml) {
        ProviderSettings settings = settings(yaml);

        assertThatNoException().isThrownBy(() -> HttpProviders.check("acme", settings));
    }

    @ParameterizedTest
    @CsvSource({"openai, openai", "groq, openai", "anthropic, anthropic"})
    void aPresetsOwnNameIsEnoughBesideItsDialect(String name, String dialect) {
        ProviderSettings settings = settings("{dialect: " + dialect + ", api-key: k}");

        assertThatNoException().isThrownBy(() -> HttpProviders.check(name, settings));
    }

    @ParameterizedTest
    @CsvSource({
        "acme,    base-url: http://x,   openai",
        "sandbox, api-key: k,           sandbox",
        "acme,    preset: sandbox,      sandbox",
        "acme,    dialect: sandbox,     sandbox",
        "groq,    api-key: k,           openai"
    })
    void theDialectIsItsOwnOrItsPresets(String name, String yaml, String dialect) {
        assertThat(HttpProviders.dialect(name, settings(yaml))).isEqualTo(dialect);
    }
}
