package dev.sluice.proxy.admin;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.config.HostPort;
import dev.sluice.api.config.Secret;
import dev.sluice.proxy.config.AdminSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the admin listener may stand without a token. */
class AdminGuardTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", "LOCALHOST"})
    void onLoopbackItMayStandOpen(String host) {
        AdminSettings settings = new AdminSettings(new HostPort(host, 9090), null);

        assertThatNoException().isThrownBy(() -> AdminGuard.of(settings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]", "10.1.2.3", "example.com", "[localhost"})
    void elsewhereItMayNot(String host) {
        AdminSettings settings = new AdminSettings(new HostPort(host, 9090), null);

        assertThatThrownBy(() -> AdminGuard.of(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("admin.token is not set")
                .hasMessageContaining("listen on 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1"})
    void withATokenItMayStandAnywhere(String host) {
        AdminSettings settings = new AdminSettings(new HostPort(host, 9090), Secret.of("s3cret"));

        assertThatNoException().isThrownBy(() -> AdminGuard.of(settings));
    }
}
