package dev.sluice.plugins.access;

import dev.sluice.api.Call;
import dev.sluice.api.Caller;
import dev.sluice.api.ClientCertificate;
import dev.sluice.plugins.access.AccessConfig.CertificateRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Callers who are known by the TLS certificate that their connection came with. */
final class Certificates {

    private final List<Rule> rules;

    /** A rule of the config, ready to be compared with. */
    private record Rule(
            @Nullable Wildcard subject, @Nullable Wildcard name, CertificateRule terms) {

        static Rule of(CertificateRule rule) {
            return new Rule(
                    rule.subject() == null ? null : new Wildcard(rule.subject()),
                    rule.name() == null ? null : new Wildcard(rule.name()),
                    rule);
        }

        /** What the certificate is called where it fits; null if it does not. */
        @Nullable String fit(ClientCertificate certificate) {
            if (subject != null && !subject.matches(certificate.subject())) {
                return null;
            }
            return name == null
                    ? certificate.subject()
                    : certificate.names().stream()
                            .filter(name::matches)
                            .findFirst()
                            .orElse(null);
        }

        /** A caller is called like the certificate and not like its number: so it stays itself when it is renewed. */
        Grant grant(String called) {
            return Grant.of(new Caller(terms.tenant(), called, terms.labels()), terms.models(), terms.routes());
        }
    }

    Certificates(List<CertificateRule> rules) {
        this.rules = rules.stream().map(Rule::of).toList();
    }

    /**
     * What the certificate of a call stands for.
     *
     * @param now for its expiry, since a connection may outlive it
     * @return null if it came with none, or with one that no rule is for
     */
    @Nullable Grant find(Call call, Instant now) {
        ClientCertificate certificate = rules.isEmpty() ? null : call.get(ClientCertificate.KEY);
        if (certificate == null) {
            return null;
        }
        for (Rule rule : rules) {
            String called = rule.fit(certificate);
            if (called != null) {
                if (!now.isBefore(certificate.expires())) {
                    throw KeyRing.refusal("expired_certificate", "This connection's certificate has expired.");
                }
                return rule.grant(called);
            }
        }
        return null;
    }
}
