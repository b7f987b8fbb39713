package dev.sluice.plugins.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.ClientCertificate;
import dev.sluice.api.Headers;
import dev.sluice.plugins.access.AccessConfig.CertificateRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'CN=search,O=Acme', , 'CN=search,O=Acme'",
        "'CN=*,O=Acme', , 'CN=search,O=Acme'",
        ", 'uri:spiffe://acme/*', uri:spiffe://acme/search",
        ", dns:search.acme.example, dns:search.acme.example",
        "'*', 'uri:spiffe://acme/*', uri:spiffe://acme/search"
    })
    void knowsACallerByTheCertificate(@Nullable String subject, @Nullable String name, String key) {
        Gate gate = gate(rule(subject, name, List.of()));

        gate.send(certified(gate));

        assertThat(gate.upstream.attempts().getLast().call().caller())
                .isEqualTo(new Caller("acme", key, Map.of("team", "search")));
    }

    @Test
    void refusesACertificateThatNoRuleIsFor() {
        Gate gate = gate(rule("CN=search,O=Rival", null, List.of()), rule(null, "dns:*.rival.example", List.of()));

        assertThat(gate.refused(certified(gate)).code()).isEqualTo("missing_api_key");
    }

    @Test
    void refusesACertificateThatHasExpiredSinceItsConnectionBegan() {
        Gate gate = gate(rule("*", null, List.of()));
        Call call = certified(gate);

        gate.time.advance(Duration.ofHours(2));

        assertThat(gate.refused(call).code()).isEqualTo("expired_certificate");
    }

    @Test
    void refusesWhatTheCertificateIsNotFor() {
        Gate gate = gate(rule("*", null, List.of("claude-*")));

        assertThat(gate.refused(certified(gate)).code()).isEqualTo("model_not_allowed");
    }

    @Test
    void leavesTheProvidersKeyInPlace() {
        Gate gate = gate(rule("*", null, List.of()));
        Call call = certified(gate).withHeaders(Headers.of("authorization", "Bearer sk-of-the-provider"));

        gate.send(call);

        assertThat(gate.upstream.attempts().getLast().call().headers().get("authorization"))
                .isEqualTo("Bearer sk-of-the-provider");
    }

    @Test
    void refusesAWrongKeyOfItsOwnWhateverTheCertificate() {
        Gate gate = gate(rule("*", null, List.of()));
        Call call = certified(gate)
                .withHeaders(Headers.of(
                        "authorization", "Bearer sk-sluice-0123456789AB-0123456789012345678901234567890123456789012"));

        assertThat(gate.refused(call).code()).isEqualTo("invalid_api_key");
    }

    @Test
    void wantsARuleToSayWhichCertificates() {
        assertThatThrownBy(() -> rule(null, null, List.of())).hasMessageContaining("a subject or a name");
    }

    private Gate gate(CertificateRule... rules) {
        return new Gate(folder, Gate.config(List.of(), List.of(rules), List.of()));
    }

    private static CertificateRule rule(@Nullable String subject, @Nullable String name, List<String> models) {
        return new CertificateRule(subject, name, "acme", Map.of("team", "search"), models, List.of());
    }

    private static Call certified(Gate gate) {
        ClientCertificate certificate = new ClientCertificate(
                "CN=search,O=Acme",
                List.of("dns:search.acme.example", "uri:spiffe://acme/search"),
                "00ff",
                gate.time.now().plusSeconds(3600));
        return Gate.call(null, null).with(ClientCertificate.KEY, certificate);
    }
}
