package dev.sluice.api.model;

import dev.sluice.api.Target;
import dev.sluice.api.config.ConfigNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that clients may ask for and that stands for targets.
 *
 * @param name as clients write it
 * @param strategy how one of the targets is chosen, as the filter that chooses names it; null if the config does not say
 * @param settings what the config says of the strategy beside its name, for that filter to bind, without any keys if nothing; null
 *     if nobody has a config
 * @param members in the order of the config, at least one
 */
public record Alias(
        String name, @Nullable String strategy, @Nullable ConfigNode settings, List<Member> members) {

    public Alias {
        members = List.copyOf(members);
    }

    /** An alias that no config says more of. */
    public Alias(String name, @Nullable String strategy, List<Member> members) {
        this(name, strategy, null, members);
    }

    /**
     * Where calls for it may go.
     *
     * @return in the order of the config
     */
    public List<Target> targets() {
        return members.stream().map(Member::target).toList();
    }

    /**
     * One of an alias's targets.
     *
     * @param target where calls may go
     * @param weight its share of them among the others' weights; 0 for none as long as there is another
     */
    public record Member(Target target, int weight) {}
}
