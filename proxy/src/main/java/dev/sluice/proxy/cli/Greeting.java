package dev.sluice.proxy.cli;

import dev.sluice.api.config.HostPort;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.proxy.boot.Plan;
import dev.sluice.proxy.boot.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person reads when Sluice has started: what to paste into an SDK. */
final class Greeting {

    private static final String SANDBOX = "sandbox";

    private Greeting() {}

    static List<String> of(Served served, List<Dialect> dialects) {
        Plan plan = served.plan();
        String scheme = plan.settings().server().tls() == null ? "http" : "https";
        String base = scheme + "://" + reachable(plan.settings().server().listen(), served.port());
        List<String> lines = new ArrayList<>();
        lines.add("Sluice " + VersionCommand.version() + " is ready.");
        lines.add("");
        lines.add("Base URLs for SDKs:");
        dialects.stream().map(Dialect::sdk).forEach(sdk -> lines.add(entry(sdk.name(), base + sdk.path())));
        lines.add("");
        lines.add(entry(
                "Admin and metrics",
                "http://" + reachable(plan.settings().admin().listen(), served.adminPort())));
        lines.add(entry("Providers", String.join(", ", plan.providers().keySet())));
        plan.leftOut().forEach((name, why) -> lines.add(entry("Left out", name + " (" + why + ")")));
        model(plan).ifPresent(model -> lines.addAll(trial(plan, base, model)));
        return lines;
    }

    /** Something to ask that costs nothing, or else what the operator gave a name to. */
    private static Optional<String> model(Plan plan) {
        return plan.providers().containsKey(SANDBOX)
                ? Optional.of(SANDBOX + "/echo")
                : plan.aliases().keySet().stream().findFirst();
    }

    private static List<String> trial(Plan plan, String base, String model) {
        boolean asked = plan.asksCallers(plan.routes().getLast());
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(asked ? "Try it with a key of yours:" : "Try it, no key needed:");
        lines.add("  curl " + base + "/v1/chat/completions -H 'content-type: application/json' \\");
        if (asked) {
            lines.add("    -H 'authorization: Bearer YOUR_KEY' \\");
        }
        lines.add("    -d '{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'");
        return lines;
    }

    private static String entry(String what, String value) {
        return "  %-20s%s".formatted(what, value);
    }

    private static String reachable(HostPort listen, int port) {
        boolean any = listen.host().equals("0.0.0.0") || listen.host().equals("::");
        return new HostPort(any ? "127.0.0.1" : listen.host(), port).toString();
    }
}
