package dev.sluice.proxy.config.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where {@code ${…}} looks things up. */
public interface Environment {

    /** The variable of that name, if it is set. */
    Optional<String> variable(String name);

    /** The text of a file, whose path is relative to the config file. */
    String file(String path) throws IOException;

    /** Where a path of the config leads: one that is not absolute starts at the config file's folder. */
    default Path path(Path written) {
        return written;
    }

    /** The environment of this process, and the files beside a config file in {@code directory}. */
    static Environment ofProcess(Path directory) {
        return new Environment() {
            private static final long MAX_BYTES = 1 << 20;

            @Override
            public Optional<String> variable(String name) {
                return Optional.ofNullable(System.getenv(name));
            }

            @Override
            public Path path(Path written) {
                return directory.resolve(written).normalize();
            }

            @Override
            public String file(String path) throws IOException {
                Path file = directory.resolve(path);
                if (Files.size(file) > MAX_BYTES) {
                    throw new IOException("larger than 1 MiB");
                }
                return Files.readString(file);
            }
        };
    }

    /** Fixed variables and files. */
    static Environment of(Map<String, String> variables, Map<String, String> files) {
        return new Environment() {
            @Override
            public Optional<String> variable(String name) {
                return Optional.ofNullable(variables.get(name));
            }

            @Override
            public String file(String path) throws IOException {
                String text = files.get(path);
                if (text == null) {
                    throw new NoSuchFileException(path);
                }
                return text;
            }
        };
    }
}
