package dev.sluice.proxy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the walls of docs/architecture.md. */
class ArchitectureTest {

    private static final JavaClasses PROXY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.proxy");
    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.api");

    @Test
    void thePackagesOfTheProxyHaveNoCycles() {
        slices().matching("dev.sluice.proxy.(*)..").should().beFreeOfCycles().check(PROXY);
    }

    @Test
    void thePluginApiKnowsNothingOfTheProxy() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sluice.proxy..")
                .check(API);
    }

    @Test
    void theProxyKnowsNoPlugin() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sluice.plugins..")
                .check(PROXY);
    }

    @Test
    void thePluginApiShowsOnlyWhatTheHostLends() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "ch.qos.logback..", "org.snakeyaml..", "picocli..")
                .check(API);
    }

    @Test
    void nothingOnThePathOfACallBlocks() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.sluice.proxy.server..",
                        "dev.sluice.proxy.chain..",
                        "dev.sluice.proxy.io..",
                        "dev.sluice.proxy.generation..",
                        "dev.sluice.proxy.upstream..",
                        "dev.sluice.proxy.dialect..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Object.class, "wait")
                .orShould()
                .callMethod(java.util.concurrent.Future.class, "get")
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "join")
                .orShould()
                .callMethod(java.util.concurrent.CountDownLatch.class, "await")
                .orShould()
                .callMethod(io.vertx.core.Future.class, "await")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.locks.LockSupport")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .check(PROXY);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.proxy.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PROXY);
    }
}
