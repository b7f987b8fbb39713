package dev.sluice.plugins.retrieve;

import dev.sluice.api.admin.CommandContext;
import dev.sluice.api.admin.CommandFactory;
import java.util.concurrent.Callable;
import org.pf4j.Extension;

/** Brings {@code sluice index}. */
@Extension
public final class IndexCommandFactory implements CommandFactory {

    @Override
    public String name() {
        return "index";
    }

    @Override
    public Callable<Integer> create(CommandContext context) {
        return new IndexCommand(context, Boolean.getBoolean("sluice.terminal"));
    }
}
