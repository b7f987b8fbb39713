package dev.sluice.proxy.plugin.context;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.sluice.api.Scope;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.plugin.PluginContext;
import dev.sluice.proxy.admin.Mounts;
import dev.sluice.proxy.model.ModelBook;
import dev.sluice.proxy.time.LoopTimers;
import dev.sluice.testkit.FakeState;
import dev.sluice.testkit.TestDialect;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HostPluginContextTest {

    private static final Owner OWNER = new Owner("acme", "redact-all", HostPluginContextTest.class.getClassLoader());
    private static final List<Dialect> DIALECTS = List.of(new TestDialect());

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SharedMeters meters = new SharedMeters(registry);
    private final Mounts mounts = new Mounts();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void undoes_what_was_registered_last_first() {
        // given
        List<String> closed = new ArrayList<>();
        HostPluginContext context = context();
        for (String name : List.of("first", "second", "third")) {
            context.onClose(() -> {
                closed.add(name);
                return Future.succeededFuture();
            });
        }
        // when
        context.close();
        // then
        assertThat(closed).containsExactly("third", "second", "first");
    }

    @Test
    void goes_on_after_an_undoing_that_throws_fails_or_never_ends() {
        // given
        List<String> closed = new ArrayList<>();
        HostPluginContext context = context();
        context.onClose(() -> {
            closed.add("reached");
            return Future.succeededFuture();
        });
        context.onClose(() -> Promise.<Void>promise().future());
        context.onClose(() -> Future.failedFuture("broken"));
        context.onClose(() -> {
            throw new NoClassDefFoundError("test/Gone");
        });
        // when
        context.close();
        // then
        assertThat(closed).containsExactly("reached");
    }

    @Test
    void still_serves_a_plugin_that_closes_itself() {
        // given
        List<String> flushed = new ArrayList<>();
        HostPluginContext context = context();
        context.onClose(() -> context.<Void>blocking(() -> {
            flushed.add("flushed");
            return null;
        }));
        // when
        context.close();
        // then
        assertThat(flushed).containsExactly("flushed");
    }

    @Test
    void tells_the_dialects_that_clients_may_speak() {
        // given
        HostPluginContext context = context();
        // when
        List<Dialect> spoken = context.dialects();
        // then
        assertThat(spoken).isEqualTo(DIALECTS);
    }

    static Stream<Arguments> everything() {
        return Stream.of(
                use("logger", PluginContext::logger),
                use("timers", PluginContext::timers),
                use("dialects", PluginContext::dialects),
                use("meters", PluginContext::meters),
                use("dataFolder", PluginContext::dataFolder),
                use("blocking", context -> context.blocking(() -> "")),
                use("computing", context -> context.computing(Scope.root(), 1, () -> "")),
                use("spareProcessors", PluginContext::spareProcessors),
                use("http", context -> context.http(new HttpClientOptions())),
                use("perLoop", context -> context.perLoop(() -> "")),
                use("onClose", context -> context.onClose(Future::succeededFuture)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    void refuses_everything_once_it_is_closed(String name, Consumer<PluginContext> use) {
        // given
        HostPluginContext context = context();
        context.close();
        // when
        assertThatThrownBy(() -> use.accept(context))
                // then
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("redact-all of plugin acme was closed when its generation ended");
    }

    @Test
    void refuses_what_was_taken_from_it_before() {
        // given
        HostPluginContext context = context();
        var timers = context.timers();
        var taken = context.meters();
        context.close();
        // when
        assertThatThrownBy(() -> timers.after(Duration.ZERO, () -> {})).isInstanceOf(IllegalStateException.class);
        // then
        assertThatThrownBy(() -> taken.counter("late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void brings_the_result_of_blocking_work_back_to_the_caller_s_context() throws Exception {
        // given
        HostPluginContext context = context();
        var seen = new CompletableFuture<Boolean>();
        Context loop = vertx.getOrCreateContext();
        // when
        loop.runOnContext(v -> context.blocking(() -> Thread.currentThread().isVirtual())
                .onComplete(result -> seen.complete(result.result() && loop.equals(Vertx.currentContext()))));
        // then
        assertThat(seen.get(10, SECONDS)).isTrue();
        context.close();
    }

    @Test
    void bounds_blocking_work_and_interrupts_it_at_the_end() throws Exception {
        // given
        HostPluginContext context = context();
        var never = new CountDownLatch(1);
        List<Future<String>> work = Stream.generate(() -> context.blocking(() -> {
                    never.await();
                    return "";
                }))
                .limit(3)
                .toList();
        assertThat(work.get(2).cause())
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("at most 2 pieces of blocking work");
        // when
        context.close();
        // then
        assertThatThrownBy(() -> await(work.get(0))).hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void gives_each_loop_a_state_of_its_own() throws Exception {
        // given
        HostPluginContext context = context();
        var states = context.perLoop(Object::new);
        var two = new ArrayList<Object>();
        // when
        for (int loop = 0; loop < 2; loop++) {
            var same = new CompletableFuture<Boolean>();
            newLoop().runOnContext(v -> {
                Object first = states.get();
                two.add(first);
                same.complete(first.equals(states.get()));
            });
            assertThat(same.get(10, SECONDS)).isTrue();
        }
        // then
        assertThat(two).doesNotHaveDuplicates();
        context.close();
    }

    @Test
    void has_no_loop_s_state_outside_the_loops() {
        HostPluginContext context = context();

        assertThatThrownBy(() -> context.perLoop(Object::new).get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected an event loop");
        context.close();
    }

    @Test
    void keeps_data_apart_by_plugin_and_filter() {
        HostPluginContext context = context();

        assertThat(context.dataFolder())
                .isEqualTo(folder.resolve("acme/redact-all"))
                .isDirectory();
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "../../etc", "a\\b", "", ".hidden", "a b"})
    void no_name_leads_out_of_the_data_folder(String name) {
        String safe = DataFolders.safe(name);

        assertThat(folder.resolve(safe).normalize().getParent()).isEqualTo(folder);
        assertThat(safe).isNotEqualTo(name).isNotEqualTo(DataFolders.safe(name + "x"));
    }

    @Test
    void a_meter_lives_as_long_as_its_last_user() {
        // given
        HostPluginContext old = context();
        HostPluginContext fresh = context();
        old.meters().counter("seen", "kind", "a").increment();
        fresh.meters().counter("seen", "kind", "a").add(2);
        // when
        old.close();
        // then
        assertThat(registry.get("sluice_plugin_redact_all_seen").counter().count())
                .isEqualTo(3);
        fresh.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void a_gauge_shows_the_sum_of_its_users() {
        // given
        HostPluginContext old = context();
        HostPluginContext fresh = context();
        old.meters().gauge("size", () -> 3);
        fresh.meters().gauge("size", () -> 4);
        assertThat(registry.get("sluice_plugin_redact_all_size").gauge().value())
                .isEqualTo(7);
        // when
        old.close();
        // then
        assertThat(registry.get("sluice_plugin_redact_all_size").gauge().value())
                .isEqualTo(4);
        fresh.close();
    }

    @Test
    void a_gauge_is_registered_once_for_all_of_its_users() {
        // given
        PrometheusMeterRegistry strict = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        SharedMeters shared = new SharedMeters(strict);
        List<String> warnings = new ArrayList<>();
        Logger micrometer = (Logger) LoggerFactory.getLogger(MeterRegistry.class);
        AppenderBase<ILoggingEvent> told = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                warnings.add(event.getFormattedMessage());
            }
        };
        told.start();
        micrometer.addAppender(told);
        micrometer.setLevel(Level.DEBUG); // It warns once in a process, and says the rest at this level.
        // when
        Runnable old = shared.gauge("size", Tags.empty(), () -> 3);
        Runnable fresh = shared.gauge("size", Tags.empty(), () -> 4);
        old.run();
        // then
        micrometer.detachAppender(told);
        assertThat(warnings).isEmpty();
        assertThat(strict.scrape()).contains("\nsize 4.0\n");
        fresh.run();
        assertThat(strict.getMeters()).isEmpty();
    }

    @Test
    void counts_no_more_meters_than_it_may_have() {
        // given
        HostPluginContext context = context();
        // when
        for (int id = 0; id < 10; id++) {
            context.meters().counter("by_user", "user", "u" + id).increment();
        }
        // then
        assertThat(registry.getMeters()).hasSize(4);
        context.close();
    }

    @Test
    void refuses_a_meter_of_a_name_that_cannot_be_scraped() {
        HostPluginContext context = context();

        assertThatThrownBy(() -> context.meters().counter("by-user"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found \"by-user\"");
        context.close();
    }

    @Test
    void calls_timers_off_at_the_end() throws Exception {
        // given
        HostPluginContext context = context();
        List<String> fired = new ArrayList<>();
        var set = new CompletableFuture<Void>();
        newLoop().runOnContext(v -> {
            context.timers().after(Duration.ofMillis(40), () -> fired.add("late"));
            set.complete(null);
        });
        set.get(10, SECONDS);
        // when
        context.close();
        // then
        var later = new CompletableFuture<Void>();
        new LoopTimers(vertx).after(Duration.ofMillis(100), () -> later.complete(null));
        later.get(10, SECONDS);
        assertThat(fired).isEmpty();
    }

    private HostPluginContext context() {
        PluginLimits limits = new PluginLimits(2, 4, Duration.ofSeconds(1), Duration.ofMillis(300));
        return new HostPluginContext(
                OWNER,
                new PluginHost(
                        vertx,
                        new LoopTimers(vertx),
                        meters,
                        mounts,
                        DIALECTS,
                        new FakeState(Instant::now),
                        folder,
                        Computing.on(1),
                        3,
                        limits),
                Commons.of(ModelBook.EMPTY));
    }

    private Context newLoop() {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    private static Arguments use(String name, Consumer<PluginContext> use) {
        return Arguments.of(name, use);
    }
}
