package dev.sluice.proxy.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pf4j.PluginRuntimeException;

/** What an author reads when the classes of a plugin do not fit. */
class LinkageHelpTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoClassDefFoundError("com/acme/Thing"), "brings com.acme.Thing"),
                Arguments.of(new NoClassDefFoundError("Lcom/acme/Thing;"), "brings com.acme.Thing"),
                Arguments.of(new ClassNotFoundException("com.acme.Thing"), "brings com.acme.Thing"),
                Arguments.of(new NoClassDefFoundError("dev/sluice/api/Later"), "sluice-plugin-api 0.1.0"),
                Arguments.of(new ClassNotFoundException("dev.sluice.proxy.server.Listener"), "dev.sluice.api only"),
                Arguments.of(
                        new NoClassDefFoundError("Could not initialize class com.acme.Thing"),
                        "its static initialiser failed before"),
                Arguments.of(new NoClassDefFoundError(), "into the plugin's jar"),
                Arguments.of(new ClassNotFoundException("?"), "into the plugin's jar"),
                Arguments.of(new UnsupportedClassVersionError(), "release 21"),
                Arguments.of(new UnsatisfiedLinkError(), "restart Sluice"),
                Arguments.of(new NoSuchMethodError("f"), "compile it against sluice-plugin-api 0.1.0"),
                Arguments.of(new ClassFormatError(), "build it again"),
                Arguments.of(new IllegalStateException(), "the log has the stack trace"),
                Arguments.of(new ExceptionInInitializerError(new UnsatisfiedLinkError()), "restart Sluice"),
                Arguments.of(
                        new InvocationTargetException(new NoClassDefFoundError("com/acme/Thing")),
                        "brings com.acme.Thing"),
                Arguments.of(
                        new PluginRuntimeException(new ClassNotFoundException("com.acme.Thing")),
                        "brings com.acme.Thing"),
                Arguments.of(new PluginRuntimeException("no more is known"), "the log has the stack trace"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatToDo(Throwable failure, String fix) {
        PluginProblem problem =
                LinkageHelp.explain(Path.of("acme.jar"), "make the filter acme", failure, new ApiVersion("0.1.0"));

        assertThat(problem.fix()).contains(fix);
        assertThat(problem.toString()).startsWith("acme.jar: could not make the filter acme: ");
    }
}
