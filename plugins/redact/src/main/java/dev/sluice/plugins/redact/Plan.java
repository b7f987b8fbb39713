package dev.sluice.plugins.redact;

import dev.sluice.api.plugin.CheckContext;
import dev.sluice.plugins.redact.check.Checks;
import dev.sluice.plugins.redact.check.Phones;
import dev.sluice.plugins.redact.detect.Catalogue;
import dev.sluice.plugins.redact.detect.Detector;
import dev.sluice.plugins.redact.detect.Entity;
import dev.sluice.plugins.redact.replace.Action;
import dev.sluice.plugins.redact.token.Alike;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a config comes to.
 *
 * @param prompts finds what is looked for in prompts
 * @param replies finds what is looked for in replies
 * @param actions for what is found in prompts, by entity
 * @param replyActions for what is found in replies, by entity
 * @param entities by name
 */
record Plan(
        Detector prompts,
        Detector replies,
        Map<String, Action> actions,
        Map<String, Action> replyActions,
        Map<String, Entity> entities) {

    /** Whether replies are looked at for more than tokens. */
    boolean screensReplies() {
        return !replyActions.isEmpty();
    }

    /** Says which values are the same. */
    Alike alike() {
        return new Alike(entities.values().stream()
                .filter(Entity::exact)
                .map(Entity::name)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** What is done with it in records: what blocks a call is masked there. */
    Map<String, Action> masks() {
        Map<String, Action> masks = new HashMap<>(actions);
        masks.replaceAll((entity, action) -> action == Action.BLOCK ? Action.MASK : action);
        return masks;
    }

    static Plan of(RedactConfig config) {
        Phones phones = new Phones(config.regions());
        Catalogue catalogue = Catalogue.load(name -> name.equals("phone") ? phones : Checks.named(name));
        Map<String, Entity> own = new LinkedHashMap<>();
        config.custom().forEach(custom -> own.put(custom.name(), CustomEntity.of(custom)));
        Set<String> allowed = config.allow().stream().map(Plan::normal).collect(Collectors.toUnmodifiableSet());
        Builder prompts = new Builder(catalogue, own, "entities");
        config.custom().forEach(custom -> prompts.add(new RedactConfig.Rule(custom.name(), custom.action(), null)));
        config.entities().forEach(prompts::add);
        Builder replies = new Builder(catalogue, own, "reply");
        config.reply().forEach(replies::add);
        RedactConfig.Recogniser recogniser = config.recogniser();
        if (recogniser != null) {
            recogniser.entities().forEach(name -> prompts.actions.put(entity(name), recogniser.action()));
        }
        Map<String, Entity> entities = new HashMap<>(own);
        prompts.wants().forEach(want -> entities.put(want.entity().name(), want.entity()));
        replies.wants().forEach(want -> entities.put(want.entity().name(), want.entity()));
        return new Plan(
                new Detector(prompts.wants(), value -> !allowed.isEmpty() && allowed.contains(normal(value))),
                new Detector(replies.wants(), value -> !allowed.isEmpty() && allowed.contains(normal(value))),
                Map.copyOf(prompts.actions),
                Map.copyOf(replies.actions),
                Map.copyOf(entities));
    }

    /** Tells which names stand for nothing. */
    static void check(RedactConfig config, CheckContext context) {
        Catalogue catalogue = Catalogue.load(Checks::named);
        Set<String> own =
                config.custom().stream().map(RedactConfig.Custom::name).collect(Collectors.toSet());
        check(config.entities(), "entities", catalogue, own, context);
        check(config.reply(), "reply", catalogue, own, context);
        for (int i = 0; i < config.regions().size(); i++) {
            List<String> region = List.of(config.regions().get(i));
            context.attempt("regions[" + i + "]", () -> new Phones(region));
        }
    }

    private static void check(
            List<RedactConfig.Rule> rules, String key, Catalogue catalogue, Set<String> own, CheckContext context) {
        for (int i = 0; i < rules.size(); i++) {
            String name = rules.get(i).name();
            if (!own.contains(name) && !catalogue.knows(name)) {
                context.problem(key + "[" + i + "].name", unknown(name));
            }
        }
    }

    private static String unknown(String name) {
        return "expected the name of an entity or a group, found '" + name + "'; groups are "
                + String.join(", ", Catalogue.GROUPS) + " and all, and docs/plugins/redact.md lists the entities";
    }

    /** What a recogniser's type is called here. */
    static String entity(String type) {
        return type.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String normal(String value) {
        return Checks.compact(value).toLowerCase(Locale.ROOT);
    }

    /**
     * Puts rules together. What says more exactly what it means takes the place of what says less, in whatever order they stand: an
     * entity that of its group, a group that of all. Of two that say the same, the later counts.
     */
    private static final class Builder {

        private static final int ALL = 0;
        private static final int GROUP = 1;
        private static final int NAMED = 2;

        private final Catalogue catalogue;
        private final Map<String, Entity> own;
        private final String key;
        private final Map<String, Detector.Want> wants = new LinkedHashMap<>();
        private final Map<String, Action> actions = new HashMap<>();
        private final Map<String, Integer> ranks = new HashMap<>();

        Builder(Catalogue catalogue, Map<String, Entity> own, String key) {
            this.catalogue = catalogue;
            this.own = own;
            this.key = key;
        }

        void add(RedactConfig.Rule rule) {
            Entity mine = own.get(rule.name());
            List<Entity> meant = mine == null ? catalogue.named(rule.name()) : List.of(mine);
            if (meant.isEmpty()) {
                throw new IllegalArgumentException(key + ": " + unknown(rule.name()));
            }
            int rank = mine == null ? rank(rule.name()) : NAMED;
            for (Entity entity : meant) {
                if (ranks.getOrDefault(entity.name(), ALL) <= rank) {
                    ranks.put(entity.name(), rank);
                    wants.put(entity.name(), new Detector.Want(entity, rule.least(entity)));
                    actions.put(entity.name(), rule.action());
                }
            }
        }

        private static int rank(String name) {
            return name.equals("all") ? ALL : Catalogue.GROUPS.contains(name) ? GROUP : NAMED;
        }

        List<Detector.Want> wants() {
            return new ArrayList<>(wants.values());
        }
    }
}
