package dev.sluice.plugins.access;

import dev.sluice.api.admin.CommandContext;
import dev.sluice.api.admin.CommandFactory;
import java.util.concurrent.Callable;
import org.pf4j.Extension;

/** Brings {@code sluice provider-keys}. */
@Extension
public final class ProviderKeysCommandFactory implements CommandFactory {

    @Override
    public String name() {
        return "provider-keys";
    }

    @Override
    public Callable<Integer> create(CommandContext context) {
        return new ProviderKeysCommand(context);
    }
}
