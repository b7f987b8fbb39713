package dev.sluice.proxy.config.engine;

/**
 * How much a config file may ask of the parser.
 *
 * @param codePoints the length of the file
 * @param depth how deep lists and maps may be nested
 * @param nodes how many values there may be once aliases are expanded
 */
record Limits(int codePoints, int depth, int nodes) {

    static final Limits STANDARD = new Limits(1 << 20, 64, 100_000);
}
