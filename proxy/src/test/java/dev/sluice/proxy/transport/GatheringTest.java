package dev.sluice.proxy.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A socket is handed what was written to it in a turn of its loop, in order, as few pieces as can be. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails is not among what was sent.
class GatheringTest {

    private final EmbeddedChannel socket = new EmbeddedChannel(new Gathering(new FlushQueues()));

    @AfterEach
    void close() {
        socket.finishAndReleaseAll();
    }

    @Test
    void handsSmallPiecesOverAsOne() {
        ChannelFuture head = socket.write(bytes("5\r\n"));
        ChannelFuture data = socket.write(bytes("hello"));
        ChannelFuture tail = socket.write(bytes("\r\n"));
        socket.flush();

        socket.runPendingTasks();

        assertThat(sent()).isEqualTo("5\r\nhello\r\n");
        assertThat(socket.outboundMessages()).isEmpty();
        assertThat(head.isSuccess() && data.isSuccess() && tail.isSuccess()).isTrue();
    }

    /** As HTTP/2's codec does with the pieces of a frame: its promise is kept when each of them was written. */
    @Test
    void settlesAPromiseThatSeveralPiecesShareOnceForEach() {
        Counting shared = new Counting(socket);
        socket.write(bytes("head"), shared);
        socket.write(bytes("data"), shared);
        socket.flush();

        socket.runPendingTasks();

        assertThat(shared.settled).isEqualTo(2);
    }

    @Test
    void sendsNothingThatNobodyHasFlushed() {
        socket.write(bytes("later"));

        socket.runPendingTasks();

        assertThat(socket.outboundMessages()).isEmpty();
    }

    @Test
    void handsALargePieceOnAsItIsAfterWhatCameBefore() {
        ByteBuf large = Unpooled.wrappedBuffer(new byte[100_000]);
        socket.write(bytes("head"));
        socket.write(large);
        socket.write(bytes("tail"));
        socket.flush();

        socket.runPendingTasks();

        assertThat(sent()).isEqualTo("head");
        assertThat(socket.<ByteBuf>readOutbound()).isSameAs(large);
        assertThat(sent()).isEqualTo("tail");
    }

    @Test
    void beginsAnotherPieceWhenOneIsFull() {
        for (int i = 0; i < 3; i++) {
            socket.write(Unpooled.wrappedBuffer(new byte[2_000]));
        }
        socket.flush();

        socket.runPendingTasks();

        assertThat(sent()).hasSize(4_000);
        assertThat(sent()).hasSize(2_000);
    }

    @Test
    void doesNotWaitWhileTheSocketsBufferIsFull() {
        socket.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 10));
        socket.write(Unpooled.wrappedBuffer(new byte[100_000]));

        socket.flush();

        assertThat(sent()).hasSize(100_000);
    }

    @Test
    void sendsBeforeItCloses() {
        ChannelFuture written = socket.write(bytes("bye"));
        socket.flush();

        socket.close();

        assertThat(sent()).isEqualTo("bye");
        assertThat(written.isSuccess()).isTrue();
    }

    @Test
    void staysInAPipelineThatIsEmptied() {
        socket.write(bytes("before"));

        socket.pipeline().remove(Gathering.class);
        socket.write(bytes(" and"));
        socket.write(bytes(" after"));
        socket.flush();
        socket.runPendingTasks();

        assertThat(socket.pipeline().get(Gathering.class)).isNotNull();
        assertThat(sent()).isEqualTo("before");
        assertThat(sent()).isEqualTo(" and after");
    }

    @Test
    void failsWhatIsLeftWhenTheSocketIsGone() {
        ByteBuf left = bytes("too late");
        ChannelFuture one = socket.write(left);
        ChannelFuture two = socket.write(bytes("as well"));

        socket.close();

        assertThat(one.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(two.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(left.refCnt()).isZero();
    }

    @Test
    void keepsNoPromiseThatNobodyHolds() {
        socket.write(bytes("void"), socket.voidPromise());
        socket.flush();

        socket.runPendingTasks();

        assertThat(sent()).isEqualTo("void");
    }

    @Test
    void writesTheFirstOfManySocketsWithoutWaitingForAllOthers() {
        FlushQueues queues = new FlushQueues();
        EmbeddedChannel[] sockets = new EmbeddedChannel[FlushQueues.MAX_WAITING];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = new EmbeddedChannel(new Gathering(queues));
            sockets[i].write(bytes("x"));
            sockets[i].flush();
        }

        assertThat(sockets[0].outboundMessages()).hasSize(1);
        for (EmbeddedChannel each : sockets) {
            each.finishAndReleaseAll();
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private String sent() {
        ByteBuf bytes = socket.readOutbound();
        String text = bytes.toString(US_ASCII);
        bytes.release();
        return text;
    }

    private static final class Counting extends DefaultChannelPromise {

        private int settled;

        Counting(EmbeddedChannel socket) {
            super(socket);
        }

        @Override
        public boolean trySuccess(Void result) {
            settled++;
            return true;
        }
    }
}
