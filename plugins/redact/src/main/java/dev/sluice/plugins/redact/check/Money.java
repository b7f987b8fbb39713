package dev.sluice.plugins.redact.check;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Accounts, cards and banks. */
final class Money {

    /** Length of an IBAN by country: SWIFT's IBAN registry. */
    private static final String LENGTHS =
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 "
                    + "DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 "
                    + "IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 "
                    + "OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 "
                    + "UA29 VA22 VG24 XK20 YE30 ";

    /** ISO 3166-1 alpha-2 codes that ISO 9362 uses, and Kosovo's. */
    private static final Set<String> COUNTRIES = Set.of(
            ("AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN "
                            + "CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL "
                            + "GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP "
                            + "KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MQ MR MS MT MU MV MW MX "
                            + "MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PR PS PT PW PY QA RE RO RS RU RW SA SB SC "
                            + "SD SE SG SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY "
                            + "UZ VA VC VE VG VI VN VU WS XK YE YT ZA ZM ZW")
                    .split(" ", -1));

    static final Map<String, Predicate<String>> CHECKS =
            Map.of("iban", Money::iban, "card", Money::card, "bic", text -> COUNTRIES.contains(text.substring(4, 6)));

    private Money() {}

    /** ISO 13616: what is left of the number divided by 97, its first four places last. */
    private static boolean iban(String text) {
        int entry = LENGTHS.indexOf(text.substring(0, 2));
        return entry >= 0
                && entry % 5 == 0
                && Digits.number(LENGTHS, entry + 2, entry + 4) == text.length()
                && Digits.modulo(text.substring(4) + text.substring(0, 4), 97) == 1;
    }

    /** Issuers' ranges by ISO/IEC 7812; thirteen digits that begin with a 1 are milliseconds of the clock. */
    private static boolean card(String digits) {
        int length = digits.length();
        boolean issued = switch (digits.charAt(0)) {
            case '1' -> length == 15;
            case '2' -> length == 16 || (length == 15 && (digits.startsWith("2014") || digits.startsWith("2149")));
            case '3' -> length >= 14;
            case '4' -> length == 13 || length >= 16;
            case '5', '6' -> length >= 12;
            default -> digits.startsWith("81") && length >= 16;
        };
        return issued && !Digits.allSame(digits) && Digits.luhn(digits);
    }
}
