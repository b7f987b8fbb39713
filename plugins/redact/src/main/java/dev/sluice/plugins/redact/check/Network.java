package dev.sluice.plugins.redact.check;

import java.util.Map;
import java.util.function.Predicate;

/** Addresses of machines. Takes them as they are written. */
final class Network {

    static final Map<String, Predicate<String>> CHECKS =
            Map.of("ipv4", Network::ipv4, "ipv6", Network::ipv6, "mac", Network::mac);

    private Network() {}

    private static boolean ipv4(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0 && Integer.parseInt(text.substring(slash + 1)) > 32) {
            return false;
        }
        for (String part : (slash < 0 ? text : text.substring(0, slash)).split("\\.", -1)) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** RFC 4291, with a zone and a prefix length. */
    private static boolean ipv6(String text) {
        int slash = text.indexOf('/');
        int zone = text.indexOf('%');
        int end = zone >= 0 ? zone : slash >= 0 ? slash : text.length();
        boolean prefix = slash < 0 || Integer.parseInt(text.substring(slash + 1)) <= 128;
        String address = text.substring(0, end);
        int gap = address.indexOf("::");
        if (!prefix || address.length() < 3 || (gap >= 0 && address.indexOf("::", gap + 1) >= 0)) {
            return false;
        }
        int groups = gap < 0
                ? groups(address, true)
                : plus(groups(address.substring(0, gap), false), groups(address.substring(gap + 2), true));
        return gap < 0 ? groups == 8 : groups >= 0 && groups < 8;
    }

    private static int plus(int left, int right) {
        return left < 0 || right < 0 ? -1 : left + right;
    }

    /** How many groups of sixteen bits; -1 if it is no list of them. */
    private static int groups(String text, boolean last) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = parts.length;
        for (int i = 0; i < parts.length; i++) {
            boolean dotted = last && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
            if (dotted ? !dotted(parts[i]) : !hex(parts[i])) {
                return -1;
            }
            count += dotted ? 1 : 0;
        }
        return count;
    }

    private static boolean dotted(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
        }
        return parts.length == 4 && ipv4(text);
    }

    private static boolean hex(String text) {
        return !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    /** All bits set is everybody, none is nobody. */
    private static boolean mac(String text) {
        String digits = text.replaceAll("[^0-9A-Fa-f]", "");
        return !digits.equalsIgnoreCase("ffffffffffff") && !digits.equals("000000000000");
    }
}
