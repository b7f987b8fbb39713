package com.example.hello;

import dev.sluice.api.config.Default;
import dev.sluice.api.config.Doc;

/**
 * What a chain may say of {@code hello}.
 *
 * @param greeting the header's value
 */
public record HelloConfig(
        @Doc("Sent with every reply as x-hello.") @Default("Hello from Sluice") String greeting) {}
