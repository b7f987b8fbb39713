package dev.sluice.proxy.server;

import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.config.ServerSettings.ForwardedPolicy;
import dev.sluice.proxy.generation.Generation;
import java.util.function.Supplier;

/**
 * What all calls of one generation have in common, read from its config once.
 *
 * @param generation whose
 * @param limits what one request may take
 * @param intake reads JSON bodies
 * @param tellsClient whether providers are told the client's address
 * @param asksCertificates whether the listener lets clients show a certificate
 * @param keep keeps the generation for what outlives its call
 */
record Terms(
        Generation generation,
        Limits limits,
        Intake intake,
        boolean tellsClient,
        boolean asksCertificates,
        Supplier<Runnable> keep) {

    /**
     * Reads them.
     *
     * @param started what the listener began with: whether certificates are asked for, say, no later generation changes
     */
    static Terms of(Generation generation, ServerSettings started) {
        ServerSettings settings = generation.parts().settings().server();
        Limits limits = Limits.of(settings, started.idleTimeout());
        boolean asks = started.tls() != null && started.tls().clientCa() != null;
        boolean tells = settings.forwarded() == ForwardedPolicy.APPEND;
        Intake intake = new Intake(limits.json());
        return new Terms(generation, limits, intake, tells, asks, () -> kept(generation));
    }

    private static Runnable kept(Generation generation) {
        return generation.enter() ? generation::leave : () -> {};
    }
}
