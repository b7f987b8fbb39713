package dev.sluice.plugins.retrieve.pgvector;

import java.sql.SQLException;
import org.postgresql.Driver;

/** PostgreSQL's driver is registered with the JVM, which would keep the plugin's classes for ever: so it is, for as long as somebody needs it. */
final class DriverUse {

    private int users;

    synchronized void begin() throws SQLException {
        if (users++ == 0 && !Driver.isRegistered()) {
            Driver.register();
        }
    }

    synchronized void end() throws SQLException {
        if (--users == 0 && Driver.isRegistered()) {
            Driver.deregister();
        }
    }
}
