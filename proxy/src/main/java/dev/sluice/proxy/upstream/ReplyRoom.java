package dev.sluice.proxy.upstream;

import dev.sluice.proxy.config.ServerSettings;
import dev.sluice.proxy.io.Room;

/**
 * What replies taken in whole hold together, whoever sent them.
 *
 * @param room what they share
 * @param most that they may hold, in bytes
 */
record ReplyRoom(Room room, long most) {

    /** As much as bodies of requests may have. */
    private static final int SHARE_OF_HEAP = 4;

    static ReplyRoom of(ServerSettings settings) {
        return new ReplyRoom(new Room(), most(settings));
    }

    /** The same room, of which replies may hold what other settings say. */
    ReplyRoom under(ServerSettings settings) {
        return new ReplyRoom(room, most(settings));
    }

    private static long most(ServerSettings settings) {
        return settings.maxReplies() == null
                ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP
                : settings.maxReplies().bytes();
    }

    Room.Share share() {
        return room.share(most);
    }
}
