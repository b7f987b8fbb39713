package dev.sluice.plugins.retrieve;

import dev.sluice.api.admin.CommandContext;
import dev.sluice.plugins.retrieve.index.Access;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice index}: takes files into a collection, through the proxy that serves it, or by itself where none does. */
@Command(
        name = "index",
        description = "Take files into a collection, whether or not a proxy is serving it.",
        mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {

    /** Held, since a level is forgotten with its logger: Lucene tells whoever runs a command of flags for the JVM. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private final CommandContext context;
    private final boolean terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "COLLECTION", description = "A collection of the config.")
    @SuppressWarnings("NullAway.Init")
    private String collection;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PATH",
            description =
                    "Files, and folders with all below them. A document's id is its path from the last name of PATH"
                            + " on.")
    private List<Path> paths = List.of();

    @Option(
            names = "--tenant",
            defaultValue = Access.EVERYBODY,
            paramLabel = "TENANT",
            description = "Who may find them; * for everybody (${DEFAULT-VALUE}).")
    private String tenant = Access.EVERYBODY;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "Only callers with one of these labels may find them; may be repeated, with one NAME, too.")
    private List<String> labels = List.of();

    @Option(
            names = "--jobs",
            defaultValue = "64",
            paramLabel = "N",
            description = "Files at a time, which share commits (${DEFAULT-VALUE}).")
    private int jobs = 64;

    @Option(names = "--json", description = "Print what became of each file, as a JSON object a line.")
    private boolean json;

    @Option(
            names = "--rebuild",
            description =
                    "Before that, make an index of another language or embedder anew, of the texts that it holds. "
                            + "Needs the proxy to be stopped.")
    private boolean rebuild;

    IndexCommand(CommandContext context, boolean terminal) {
        this.context = context;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        LUCENE.setLevel(Level.SEVERE);
        if (paths.isEmpty() && !rebuild) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Expected a file or a folder, found none.");
        }
        if (jobs < 1 || jobs > 64) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Expected 1 to 64 jobs, found " + jobs + ".");
        }
        try (Destination destination = destination()) {
            return run(destination);
        } catch (DestinationException e) {
            err().println(e.getMessage());
            return 1;
        }
    }

    private Destination destination() throws DestinationException, IOException, InterruptedException {
        Optional<ServingCollection> serving = ServingCollection.find(context.admin(), context.adminToken(), collection);
        if (serving.isPresent() && !rebuild) {
            return serving.get();
        }
        if (serving.isPresent()) {
            throw new DestinationException("Expected that no proxy serves '" + collection
                    + "' while it is made anew, but one" + " does on " + context.admin() + ": stop it first.");
        }
        return OwnCollection.open(context, collection, rebuild, err());
    }

    private int run(Destination destination) throws IOException, InterruptedException {
        Selection selection = new Selection();
        for (Path path : paths) {
            try {
                selection.add(path);
            } catch (NoSuchFileException e) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "Expected a file or a folder, found nothing at " + path + ".");
            }
        }
        Access access = new Access(tenant, labelled());
        Progress progress = new Progress(err(), terminal && !json, json ? out() : null, selection);
        new Taking(destination, access, progress).take(selection.files(), jobs);
        return progress.finish();
    }

    private Set<String> labelled() {
        for (String label : labels) {
            if (label.indexOf('=') < 1) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "Expected NAME=VALUE after --label, found '" + label + "'.");
            }
        }
        return Set.copyOf(labels);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
