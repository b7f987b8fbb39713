package dev.sluice.plugins.access.byok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.config.Secret;
import org.junit.jupiter.api.Test;

class KeySealTest {

    private static final Secret KEY = Secret.of("sk-acme-with-openai");

    private final KeySeal seal = new KeySeal(Secret.of("a secret of thirty-two characters"));

    @Test
    void opensWhatItSealed() {
        assertThat(seal.open("acme", "openai", seal.seal("acme", "openai", KEY)))
                .contains(KEY);
    }

    @Test
    void sealsTheSameKeyInAnotherWayEachTime() {
        assertThat(seal.seal("acme", "openai", KEY)).isNotEqualTo(seal.seal("acme", "openai", KEY));
    }

    @Test
    void opensNothingForAnotherTenantOrProvider() {
        String sealed = seal.seal("acme", "openai", KEY);

        assertThat(seal.open("rival", "openai", sealed)).isEmpty();
        assertThat(seal.open("acme", "anthropic", sealed)).isEmpty();
        assertThat(seal.open("acmeo", "penai", sealed)).isEmpty();
    }

    @Test
    void opensNothingThatWasSealedUnderAnotherSecretOrChanged() {
        String sealed = seal.seal("acme", "openai", KEY);
        KeySeal other = new KeySeal(Secret.of("another secret of 32 characters.."));

        assertThat(other.open("acme", "openai", sealed)).isEmpty();
        assertThat(other.mark()).isNotEqualTo(seal.mark());
        assertThat(seal.open("acme", "openai", "x" + sealed.substring(1))).isEmpty();
        assertThat(seal.open("acme", "openai", "")).isEmpty();
    }
}
