package dev.sluice.proxy.cli;

import dev.sluice.api.config.HostPort;
import dev.sluice.proxy.boot.Plan;
import dev.sluice.proxy.boot.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a person reads when Sluice has started: what to paste into an SDK. */
final class Greeting {

    private Greeting() {}

    static List<String> of(Served served) {
        Plan plan = served.plan();
        String scheme = plan.settings().server().tls() == null ? "http" : "https";
        String base = scheme + "://" + reachable(plan.settings().server().listen(), served.port());
        List<String> lines = new ArrayList<>();
        lines.add("Sluice " + VersionCommand.version() + " is ready.");
        lines.add("");
        lines.add("  OpenAI SDK base URL   " + base + "/v1");
        lines.add("  Admin and metrics     http://"
                + reachable(plan.settings().admin().listen(), served.adminPort()));
        lines.add(
                "  Providers             " + String.join(", ", plan.providers().keySet()));
        for (Map.Entry<String, String> left : plan.leftOut().entrySet()) {
            lines.add("  Left out              " + left.getKey() + " (" + left.getValue() + ")");
        }
        lines.add("");
        lines.add("Try it, no key needed:");
        lines.add("  curl " + base + "/v1/chat/completions -H 'content-type: application/json' \\");
        lines.add("    -d '{\"model\":\"sandbox/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'");
        return lines;
    }

    private static String reachable(HostPort listen, int port) {
        boolean any = listen.host().equals("0.0.0.0") || listen.host().equals("::");
        return new HostPort(any ? "127.0.0.1" : listen.host(), port).toString();
    }
}
