package dev.sluice.plugins.redact.eval;

import dev.sluice.plugins.redact.detect.Detectors;
import dev.sluice.plugins.redact.detect.Entity;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Presidio's types are called here. Most have the same name, in lower case and with dashes. */
final class Types {

    private static final Map<String, String> OTHERS = Map.of(
            "EMAIL_ADDRESS", "email",
            "PHONE_NUMBER", "phone",
            "IBAN_CODE", "iban",
            "IP_ADDRESS", "ip",
            "MAC_ADDRESS", "mac",
            "ABA_ROUTING_NUMBER", "us-aba-routing-number");

    /** Types of the generated texts that patterns can find. */
    static final Map<String, String> GENERATED = Map.of(
            "EMAIL_ADDRESS", "email",
            "PHONE_NUMBER", "phone",
            "CREDIT_CARD", "credit-card",
            "IP_ADDRESS", "ip",
            "US_SSN", "us-ssn",
            "DOMAIN_NAME", "url",
            "IBAN_CODE", "iban",
            "US_DRIVER_LICENSE", "us-driver-license",
            "DATE_TIME", "date-time");

    private Types() {}

    static List<Entity> entities(String type) {
        String name = OTHERS.getOrDefault(type, type.toLowerCase(Locale.ROOT).replace('_', '-'));
        return Detectors.CATALOGUE.named(name);
    }

    /** Tests of Presidio's inner helpers take the number inside a GSTIN, and the day inside an identity number. */
    static boolean isPart(String type, String value) {
        return (type.equals("IN_GSTIN") && value.length() == 10)
                || (type.equals("ZA_ID_NUMBER") && value.length() == 6);
    }
}
