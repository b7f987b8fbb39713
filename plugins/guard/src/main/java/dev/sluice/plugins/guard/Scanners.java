package dev.sluice.plugins.guard;

import dev.sluice.api.Grounding;
import dev.sluice.plugins.guard.injection.InjectionModel;
import dev.sluice.plugins.guard.injection.InjectionScanner;
import dev.sluice.plugins.guard.scan.LanguageScanner;
import dev.sluice.plugins.guard.scan.Leads;
import dev.sluice.plugins.guard.scan.LeakScanner;
import dev.sluice.plugins.guard.scan.LengthScanner;
import dev.sluice.plugins.guard.scan.PatternScanner;
import dev.sluice.plugins.guard.scan.RepetitionScanner;
import dev.sluice.plugins.guard.scan.Scanner;
import dev.sluice.plugins.guard.scan.SupportScanner;
import dev.sluice.plugins.guard.scan.UrlScanner;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/** Makes a {@link ScannerFactory} of each {@link Check}; what is costly is made once, here. */
final class Scanners {

    private static final String CODE = "(?m)```|~~~|^\\s*(?:#include\\s*[<\"]|import\\s+[\\w.{]+\\s*(?:;|from\\b)"
            + "|def\\s+\\w+\\s*\\(|(?:public|private|protected)\\s+(?:static|final|class|void|int|[A-Z]\\w*)\\b"
            + "|(?:function|func|fn)\\s+\\w+\\s*\\(|(?:const|let|var)\\s+\\w+\\s*=|#!/)";

    private Scanners() {}

    /** The factory of a check; null for a classifier, which is not made of scanners. */
    static @Nullable ScannerFactory of(Check check, String canary) {
        return switch (check) {
            case Check.Injection injection -> injection(injection);
            case Check.Words words -> Phrases.words(words);
            case Check.Harm harm -> Phrases.harm(harm);
            case Check.Refusal refusal -> Phrases.refusals();
            case Check.Patterns patterns -> patterns(patterns.compiled(), patterns.longest(), "");
            case Check.Code code -> patterns(List.of(Pattern.compile(CODE)), 80, "code");
            case Check.Urls urls -> (facts, role) -> new UrlScanner(new UrlList(urls.allow()), urls.imagesOnly());
            case Check.Language language -> (facts, role) -> new LanguageScanner(language.allow());
            case Check.Length length -> (facts, role) -> new LengthScanner(length.max());
            case Check.Repetition repetition -> (facts, role) -> new RepetitionScanner(repetition.times());
            case Check.Leak leak -> leak(leak, canary);
            case Check.Unsupported unsupported -> unsupported(unsupported);
            case Check.Classifier classifier -> null;
        };
    }

    /** The application's own words, and the model's, are no injection. */
    private static ScannerFactory injection(Check.Injection config) {
        InjectionModel model = InjectionModel.shipped();
        return (facts, role) -> switch (role) {
            case USER -> new InjectionScanner(model, config.threshold());
            case TOOL -> new InjectionScanner(model, config.toolThreshold());
            case SYSTEM, ASSISTANT -> null;
        };
    }

    private static ScannerFactory patterns(List<Pattern> patterns, int longest, String label) {
        Pattern any = patterns.size() == 1
                ? patterns.getFirst()
                : Pattern.compile(String.join(
                        "|",
                        patterns.stream()
                                .map(pattern -> "(?:" + pattern.pattern() + ")")
                                .toList()));
        Leads leads = Leads.of(patterns.stream().map(Pattern::pattern).toList());
        return (facts, role) -> new PatternScanner(any, leads, longest, label);
    }

    /** Nothing is looked for where no documents were laid before the model. */
    private static ScannerFactory unsupported(Check.Unsupported check) {
        return (facts, role) -> {
            Grounding.Support support = facts.support();
            return support == null ? null : new SupportScanner(support, check.threshold());
        };
    }

    private static ScannerFactory leak(Check.Leak leak, String canary) {
        ScannerFactory word = Phrases.canary(canary);
        return (facts, role) -> {
            LeakScanner.Prints prints = facts.prints(leak.characters());
            Scanner repeated = prints == null ? null : new LeakScanner(prints);
            Scanner revealed = leak.canary() ? word.make(facts, role) : null;
            return Both.of(repeated, revealed);
        };
    }
}
