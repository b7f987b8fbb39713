package dev.sluice.proxy.state.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A Lua script, called by its digest; a server that does not know it (restarted, flushed, another one) gets its text.
 *
 * @param text the script
 * @param digest SHA-1 of it, by which Redis knows it
 */
record Script(String text, String digest) {

    /** Reads one that lies beside this class. */
    static Script load(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this jar lacks " + name);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("this jar cannot be read", e);
        }
    }

    static Script of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Script(text, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Runs it on keys that are all of one slot; the answer comes when it comes. */
    Future<Response> run(Link link, Collection<String> keys, List<String> arguments) {
        return run(link, keys, request -> arguments.forEach(request::arg));
    }

    /** The same with arguments that are written by who knows whether they are texts or bytes; may be asked for them twice. */
    Future<Response> run(Link link, Collection<String> keys, Consumer<Request> arguments) {
        return link.send(request(Command.EVALSHA, digest, keys, arguments))
                .recover(failure -> Link.isAnswer(failure, "NOSCRIPT")
                        ? link.send(request(Command.EVAL, text, keys, arguments))
                        : Future.failedFuture(failure))
                .map(answer -> Objects.requireNonNull(answer, "scripts answer"));
    }

    private static Request request(
            Command command, String script, Collection<String> keys, Consumer<Request> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.accept(request);
        return request;
    }
}
