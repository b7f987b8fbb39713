package dev.sluice.plugins.access;

import dev.sluice.api.admin.CommandContext;
import dev.sluice.api.admin.CommandFactory;
import java.util.concurrent.Callable;
import org.pf4j.Extension;

/** Brings {@code sluice keys}. */
@Extension
public final class KeysCommandFactory implements CommandFactory {

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public Callable<Integer> create(CommandContext context) {
        return new KeysCommand(context);
    }
}
