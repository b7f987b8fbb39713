package dev.sluice.proxy.exchange.vertx;

import dev.sluice.proxy.exchange.Exchanges;
import dev.sluice.proxy.exchange.ExchangesContract;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

class VertxContractTest extends ExchangesContract {

    @Override
    protected Exchanges exchanges(int port) {
        RequestOptions place = new RequestOptions().setHost("localhost").setPort(port);
        return new VertxExchanges(vertx, place, "", new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(8));
    }
}
