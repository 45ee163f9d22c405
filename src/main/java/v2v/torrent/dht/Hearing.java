package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.dht.Counters.Event;

import java.net.InetSocketAddress;

/// What is done with each datagram: questions are answered, answers go to whoever asked, and both
/// tell of nodes.
final class Hearing implements Line.Ear {
    private final Parts parts;
    private final boolean readOnly;

    /// All who are concerned.
    record Parts(
            Line line,
            Identity self,
            Table table,
            Answers answers,
            Keeper keeper,
            Counters counters) {}

    /// @param readOnly questions are not answered (BEP 43)
    Hearing(Parts parts, boolean readOnly) {
        this.parts = parts;
        this.readOnly = readOnly;
    }

    @Override
    public void heard(byte[] datagram, InetSocketAddress from) {
        if (Scope.of(from) == Scope.NOWHERE) {
            parts.counters.add(Event.NOWHERE);
            return;
        }
        try {
            switch (MessageReader.read(datagram)) {
                case Message.Query query -> asked(query, from);
                case Message.Response response -> answered(response, from);
                case Message.Failure failure -> refused(failure, from);
            }
        } catch (BadMessage e) {
            if (!readOnly) {
                send(parts.answers.refuse(e, from), from);
            }
        }
    }

    private void asked(Message.Query query, InetSocketAddress from) {
        if (readOnly) {
            return;
        }
        Message answer = parts.answers.answer(query, from);
        if (answer == null) {
            return;
        }
        send(answer, from);
        Contact asker = new Contact(query.from(), from);
        if (!query.readOnly() && parts.table.asked(asker)) {
            parts.keeper.met(asker);
        }
    }

    private void answered(Message.Response response, InetSocketAddress from) {
        if (parts.line.claim(response, from)) {
            parts.table.answered(new Contact(response.from(), from));
            seen(response.you(), from);
        }
    }

    private void refused(Message.Failure failure, InetSocketAddress from) {
        if (parts.line.claim(failure, from)) {
            seen(failure.you(), from);
        }
    }

    private void seen(@Nullable InetSocketAddress us, InetSocketAddress by) {
        if (us != null && parts.self.seen(us.getAddress(), by.getAddress())) {
            parts.table.move(parts.self.id());
            parts.keeper.hurry();
        }
    }

    private void send(@Nullable Message message, InetSocketAddress to) {
        if (message != null) {
            parts.line.send(message, to);
        }
    }
}
