package dev.sluice.proxy.plugin;

import com.github.zafarkhaja.semver.ParseException;
import com.github.zafarkhaja.semver.Version;
import dev.sluice.api.FilterFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of the plugin API, which plugins require a range of.
 *
 * @param value by semver, without pre-release: a snapshot of 1.2.0 serves who requires 1.2.0
 */
public record ApiVersion(String value) {

    /** What the plugin API on the class path says of itself. */
    public static ApiVersion current() {
        try (InputStream in = FilterFactory.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return new ApiVersion(properties.getProperty("version", "").replaceFirst("[-+].*$", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the version of the plugin API", e);
        }
    }

    /**
     * Whether a plugin fits.
     *
     * @param range such as {@code >=0.1.0 & <1.0.0}
     * @throws IllegalArgumentException if that is no range
     */
    boolean satisfies(String range) {
        try {
            return Version.parse(value).satisfies(range);
        } catch (ParseException e) {
            throw new IllegalArgumentException(range, e);
        }
    }

    /** The range that a plugin built against this version should require. */
    String suggestedRange() {
        Version version = Version.parse(value);
        return ">=" + value + " & <" + (version.majorVersion() + 1) + ".0.0";
    }
}
