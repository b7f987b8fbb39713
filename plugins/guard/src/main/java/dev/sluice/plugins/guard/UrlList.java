package dev.sluice.plugins.guard;

import dev.sluice.plugins.guard.scan.Address;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Whether an address names a host that is not on a list, nor below one that is; what cannot be read as a host is on no list. */
record UrlList(List<String> allowed) implements Predicate<String> {

    UrlList {
        allowed = allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public boolean test(String address) {
        String host = Address.host(address);
        return allowed.stream().noneMatch(known -> host.equals(known) || host.endsWith("." + known));
    }
}
