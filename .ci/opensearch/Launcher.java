import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.knn.plugin.KNNPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/** OpenSearch with what a search of words and vectors needs, out of the jars that its project publishes. Arguments: a folder, a port. */
public final class Launcher {

    private static final class Embedded extends Node {
        Embedded(Environment environment, List<Class<? extends Plugin>> plugins) {
            super(environment, plugins, false);
        }
    }

    public static void main(String... arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Path config = Files.createDirectories(home.resolve("config"));
        Settings settings = Settings.builder()
                .put("path.home", home)
                .put("network.host", "127.0.0.1")
                .put("http.port", arguments[1])
                .put("transport.port", "0")
                .put("discovery.type", "single-node")
                .put("cluster.name", "sluice-test")
                .put("transport.type", "netty4")
                .put("http.type", "netty4")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        new Embedded(
                        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> "test"),
                        List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, KNNPlugin.class))
                .start();
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
