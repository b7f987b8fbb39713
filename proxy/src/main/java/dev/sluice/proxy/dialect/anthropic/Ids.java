package dev.sluice.proxy.dialect.anthropic;

import java.util.UUID;

/** Makes ids where the dialect wants one and the provider gave none. */
final class Ids {

    private Ids() {}

    static String fresh(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
