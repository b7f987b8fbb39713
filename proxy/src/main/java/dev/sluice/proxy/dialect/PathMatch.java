package dev.sluice.proxy.dialect;

import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;

/** What a {@link PathTable} makes of a request. */
public sealed interface PathMatch {

    /**
     * The path and the method are an endpoint's.
     *
     * @param dialect whose
     * @param endpoint the most specific one that fits
     * @param captures what the template's names stand for, percent-decoded
     */
    record Found(Dialect dialect, Endpoint endpoint, Map<String, String> captures) implements PathMatch {

        public Found {
            captures = Map.copyOf(captures);
        }
    }

    /**
     * No endpoint has the path, but it lies below a dialect's prefix.
     *
     * @param dialect whose prefix
     * @param endpoint named {@code other}; opaque, without a model and without lenses
     */
    record PassThrough(Dialect dialect, Endpoint endpoint) implements PathMatch {}

    /**
     * The path is an endpoint's, but not with this method.
     *
     * @param dialect whose
     * @param allowed the methods that the path has, in order of their names
     */
    record WrongMethod(Dialect dialect, List<HttpMethod> allowed) implements PathMatch {

        public WrongMethod {
            allowed = List.copyOf(allowed);
        }
    }

    /** Nobody's path, or one that is spelled so that an upstream might read another path in it. */
    record Unknown() implements PathMatch {

        /** All there is to say. */
        public static final Unknown PATH = new Unknown();
    }
}
