package dev.sluice.proxy.exchange.http1;

import dev.sluice.proxy.exchange.Exchanges;
import dev.sluice.proxy.exchange.ExchangesContract;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Bounds;
import dev.sluice.proxy.exchange.http1.Http1Exchanges.Place;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;

class Http1ContractTest extends ExchangesContract {

    @Override
    protected Exchanges exchanges(int port) {
        Bounds bounds = new Bounds(8, 8, Duration.ofSeconds(20));
        return new Http1Exchanges(
                vertx, new Place("localhost", port, false), new NetClientOptions(), bounds, new VirtualTime());
    }
}
