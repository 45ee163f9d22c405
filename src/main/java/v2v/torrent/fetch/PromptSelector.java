package v2v.torrent.fetch;

import bt.net.SharedSelector;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;

/// bt's selector without its lock, which a new connection spins for and on a busy machine did not
/// get for seconds. It was needed before Java 11, when registering waited for a selection to end.
final class PromptSelector extends SharedSelector {
    private final Selector selector;

    PromptSelector(Selector selector) {
        super(selector);
        this.selector = selector;
    }

    @Override
    public int selectNow() throws IOException {
        return selector.selectNow();
    }

    @Override
    public int select(long timeout) throws IOException {
        return selector.select(timeout);
    }

    @Override
    public int select() throws IOException {
        return selector.select();
    }

    @Override
    public void wakeupAndRegister(SelectableChannel channel, int operations, Object attachment) {
        try {
            channel.register(selector, operations, attachment);
        } catch (ClosedChannelException e) {
            throw new IllegalStateException("the peer has hung up already", e);
        }
        selector.wakeup();
    }
}
