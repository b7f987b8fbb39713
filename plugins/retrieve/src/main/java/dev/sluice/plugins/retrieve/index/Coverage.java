package dev.sluice.plugins.retrieve.index;

import java.util.Map;

/** How much of a question's words a text holds, the rarer the weightier. */
final class Coverage {

    private Coverage() {}

    static double of(Words text, Map<String, Double> weights) {
        double all = 0;
        double held = 0;
        for (Map.Entry<String, Double> word : weights.entrySet()) {
            all += word.getValue();
            held += text.counts().containsKey(word.getKey()) ? word.getValue() : 0;
        }
        return all == 0 ? 0 : held / all;
    }
}
