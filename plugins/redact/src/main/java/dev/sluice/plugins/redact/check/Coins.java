package dev.sluice.plugins.redact.check;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Addresses of crypto currencies. Takes them as they are written. */
final class Coins {

    private static final String BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final Set<String> SEGWIT = Set.of("bc", "tb", "ltc");
    private static final int BECH32M_CHECK = 0x2bc830a3;
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    static final Map<String, Predicate<String>> CHECKS = Map.of(
            "base58check", text -> base58check(text, BITCOIN),
            "ripple", text -> base58check(text, RIPPLE),
            "bech32", Coins::bech32,
            "ethereum", Coins::ethereum,
            "base58-32-bytes", text -> decode(text, BITCOIN).length == 32);

    private Coins() {}

    /** A version, twenty bytes of a hash, and the first four bytes of their double SHA-256. */
    private static boolean base58check(String text, String alphabet) {
        byte[] bytes = decode(text, alphabet);
        if (bytes.length != 25) {
            return false;
        }
        byte[] check = sha256(sha256(Arrays.copyOf(bytes, 21)));
        return Arrays.equals(check, 0, 4, bytes, 21, 25);
    }

    /** No bytes if a character is not in the alphabet. Each first letter of the alphabet in front is a zero byte. */
    private static byte[] decode(String text, String alphabet) {
        BigInteger value = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = alphabet.indexOf(text.charAt(i));
            if (digit < 0) {
                return new byte[0];
            }
            zeros += zeros == i && digit == 0 ? 1 : 0;
            value = value.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        byte[] number = value.toByteArray();
        int sign = number.length > 0 && number[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[zeros + number.length - sign];
        System.arraycopy(number, sign, bytes, zeros, number.length - sign);
        return bytes;
    }

    /** BIP 173; where the version of a witness follows, all but the first one are by BIP 350. */
    private static boolean bech32(String written) {
        String text = written.toLowerCase(Locale.ROOT);
        boolean mixed = !written.equals(text) && !written.equals(written.toUpperCase(Locale.ROOT));
        int separator = text.lastIndexOf('1');
        int check = 1;
        for (int i = 0; i < separator; i++) {
            check = polymod(check, text.charAt(i) >> 5);
        }
        check = polymod(check, 0);
        for (int i = 0; i < separator; i++) {
            check = polymod(check, text.charAt(i) & 31);
        }
        for (int i = separator + 1; i < text.length(); i++) {
            int value = BECH32.indexOf(text.charAt(i));
            if (value < 0) {
                return false;
            }
            check = polymod(check, value);
        }
        boolean later = SEGWIT.contains(text.substring(0, Math.max(0, separator))) && text.charAt(separator + 1) != 'q';
        return !mixed && check == (later ? BECH32M_CHECK : 1);
    }

    private static int polymod(int check, int value) {
        int top = check >>> 25;
        int next = ((check & 0x1ffffff) << 5) ^ value;
        for (int i = 0; i < 5; i++) {
            next ^= ((top >> i) & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }

    /** EIP-55: the case of its letters is the checksum, if it has both. */
    private static boolean ethereum(String text) {
        String digits = text.substring(2);
        String lower = digits.toLowerCase(Locale.ROOT);
        if (digits.equals(lower) || digits.equals(digits.toUpperCase(Locale.ROOT))) {
            return !Digits.allSame(lower);
        }
        byte[] hash = Keccak.hash256(lower);
        for (int i = 0; i < digits.length(); i++) {
            int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15;
            char c = digits.charAt(i);
            if (Character.isLetter(c) && Character.isUpperCase(c) != nibble > 7) {
                return false;
            }
        }
        return true;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
