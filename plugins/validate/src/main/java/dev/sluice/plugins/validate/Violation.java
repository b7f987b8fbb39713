package dev.sluice.plugins.validate;

/**
 * One thing that is wrong with a call.
 *
 * @param code a stable word for programs, lower case with underscores
 * @param param where, as {@code messages[2]}; empty for the call as a whole
 * @param expected what would have been right
 * @param found what there is; no text of a prompt
 * @param remedy what to do
 */
record Violation(String code, String param, String expected, String found, String remedy) {

    @Override
    public String toString() {
        String place = param.isEmpty() ? "" : param + ": ";
        return place + "expected " + expected + ", found " + found + "; " + remedy + " [" + code + "]";
    }
}
