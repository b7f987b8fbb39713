package dev.sluice.proxy.upstream.vertex;

import org.jspecify.annotations.Nullable;

/**
 * Writes paths of the Gemini API as Vertex AI has them. The project and the region are always the account's, whatever a client
 * has written there.
 *
 * @param project the account's; null where a key alone says it
 * @param region the account's
 */
record PublisherPaths(@Nullable String project, String region) {
    private static final String MODELS = "/models/";

    String of(String uri) {
        String version = uri.startsWith("/v1/") ? "/v1" : "/v1beta1";
        int models = uri.indexOf(MODELS);
        if (models >= 0) {
            return version + place() + "/publishers/google" + uri.substring(models);
        }
        int rest = uri.indexOf('/', 1);
        return rest < 0 ? uri : version + place() + beyond(uri.substring(rest));
    }

    /** What comes after a project and a region, if the client has written these. */
    private static String beyond(String rest) {
        String[] segments = rest.split("/", 6);
        boolean placed = segments.length == 6 && segments[1].equals("projects") && segments[3].equals("locations");
        return placed ? "/" + segments[5] : rest;
    }

    private String place() {
        return project == null ? "" : "/projects/" + project + "/locations/" + region;
    }
}
