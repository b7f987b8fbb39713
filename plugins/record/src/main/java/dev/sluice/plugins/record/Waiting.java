package dev.sluice.plugins.record;

/** A record on its way to the file. */
sealed interface Waiting {

    /** About how much memory it holds, in bytes. */
    long size();

    /** Puts its line behind what is there. Any thread. */
    void write(JsonOut lines);

    /** One that is spelled already. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody else has the array, and nobody compares lines.
    record Spelled(byte[] line) implements Waiting {

        private static final long OVERHEAD = 64;

        @Override
        public long size() {
            return OVERHEAD + line.length;
        }

        @Override
        public void write(JsonOut lines) {
            lines.append(line);
        }
    }

    /** One that is spelled when it is written. */
    record Unspelled(Entry entry, RecordLine line) implements Waiting {

        @Override
        public long size() {
            return entry.size();
        }

        @Override
        public void write(JsonOut lines) {
            line.write(entry, lines);
        }
    }
}
