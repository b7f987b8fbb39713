package dev.sluice.plugins.retrieve.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps up with what another process publishes. One thread at a time. */
final class Following {

    private final Path place;
    private final Path folder;
    private final IndexSpec spec;
    private @Nullable Published seen;

    /**
     * Begins to.
     *
     * @param place where it is published
     * @param folder for copies
     * @param spec what it has to be made with
     */
    Following(Path place, Path folder, IndexSpec spec) {
        this.place = place;
        this.folder = folder;
        this.spec = spec;
    }

    /**
     * What is to be searched from now on.
     *
     * @param before what was until now
     * @return {@code before} itself, which may see more, or what comes in its place
     * @throws NothingPublishedException if there is nothing: it is away, or nobody has published there yet
     * @throws IOException if what is new cannot be copied: then {@code before} is still good
     */
    FollowedIndex next(FollowedIndex before) throws IOException {
        Published published = Published.read(place);
        if (published == null) {
            throw NothingPublishedException.in(place);
        }
        if (published.equals(seen)) {
            return before;
        }
        if (before.isOf(published)) {
            before.refresh(place, published, folder);
            seen = published;
            return before;
        }
        FollowedIndex next = FollowedIndex.open(place, published, folder, spec);
        seen = published;
        return next;
    }

    /** Removes the copies of what is followed no more. */
    void forgetOthers() throws IOException {
        if (seen == null || !Files.exists(folder)) {
            return;
        }
        List<Path> others;
        try (Stream<Path> all = Files.list(folder)) {
            String kept = seen.lineage();
            others = all.filter(path -> !path.getFileName().toString().equals(kept))
                    .toList();
        }
        for (Path other : others) {
            try (Stream<Path> all = Files.walk(other)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
