package dev.sluice.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomTest {

    private final Room room = new Room();
    private final Room.Share one = room.share(10);
    private final Room.Share other = room.share(10);

    @Test
    void twoHaveTogetherWhatThereIsAndNoMore() {
        assertThat(one.take(6)).isTrue();
        assertThat(other.take(4)).isTrue();
        assertThat(other.take(1)).isFalse();
    }

    @Test
    void whatWasGivenBackIsThereForOthers() {
        // given
        one.take(10);
        // when
        one.give();
        // then
        assertThat(other.take(10)).isTrue();
    }

    @Test
    void whatWasRefusedIsNotHeld() {
        // given
        one.take(8);
        other.take(3);
        // when
        one.give();
        // then
        assertThat(other.take(10)).isTrue();
    }

    @Test
    void whoIsAloneFindsRoomForMoreThanAllMayHave() {
        assertThat(one.take(8)).isTrue();
        assertThat(one.take(8)).isTrue();
        assertThat(other.take(1)).isFalse();
    }
}
