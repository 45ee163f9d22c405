package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;
import v2v.torrent.dht.Counters.Event;
import v2v.torrent.tracker.Throttle;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What we answer others. So often for one address, so often in all; the rest gets nothing, which
/// costs nothing.
final class Answers {
    private static final int PER_ADDRESS = 25;
    private static final int AT_ONCE = 250;

    /// A datagram with so many, eight nodes and the rest stays below what every line carries whole.
    private static final int MOST_PEERS = 50;

    private final Identity self;
    private final Table table;
    private final Stores stores;
    private final Counters counters;
    private final Tokens tokens;
    private final Throttle throttle;
    private final Pace pace;

    /// What is kept for others, and what we have ourselves.
    record Stores(PeerStore peers, OwnPeer own, ItemStore items) {
        void expire() {
            peers.expire();
            own.expire();
            items.expire();
        }
    }

    /// @param pace in all
    Answers(
            Identity self,
            Table table,
            Stores stores,
            Counters counters,
            Pace pace,
            InstantSource clock) {
        this.self = self;
        this.table = table;
        this.stores = stores;
        this.counters = counters;
        this.tokens = new Tokens(clock);
        this.throttle = new Throttle(PER_ADDRESS, AT_ONCE, clock);
        this.pace = pace;
    }

    /// Null when it gets no answer.
    @Nullable Message answer(Message.Query query, InetSocketAddress from) {
        if (!allowed(from)) {
            return null;
        }
        try {
            Reply reply = reply(query.ask(), from);
            counters.add(Event.ANSWERED);
            return new Message.Response(query.transaction(), self.id(), from, reply);
        } catch (BadMessage e) {
            return failure(e.to(query.transaction()), from);
        }
    }

    /// What is told to somebody whose question could not be read; null when nothing is.
    @Nullable Message refuse(BadMessage bad, InetSocketAddress from) {
        if (bad.transaction() == null) {
            counters.add(Event.GARBAGE);
            return null;
        }
        return allowed(from) ? failure(bad, from) : null;
    }

    private boolean allowed(InetSocketAddress from) {
        if (!throttle.allows(from.getAddress())) {
            counters.add(Event.THROTTLED);
            return false;
        }
        if (!pace.now()) {
            counters.add(Event.BUSY);
            return false;
        }
        return true;
    }

    private @Nullable Message failure(BadMessage bad, InetSocketAddress from) {
        counters.add(
                switch (bad.code()) {
                    case BadMessage.BUSY -> Event.FULL;
                    case BadMessage.UNKNOWN -> Event.UNKNOWN;
                    case BadMessage.TOO_LARGE, BadMessage.SALT_TOO_LARGE -> Event.TOO_LARGE;
                    case BadMessage.FORGED -> Event.FORGED;
                    case BadMessage.NOT_EXPECTED -> Event.NOT_EXPECTED;
                    case BadMessage.OLDER -> Event.OLDER;
                    case BadMessage.BAD_TOKEN -> Event.BAD_TOKEN;
                    default -> Event.MALFORMED;
                });
        return bad.transaction() == null
                ? null
                : new Message.Failure(bad.transaction(), bad.wireCode(), bad.why(), from);
    }

    private Reply reply(Ask ask, InetSocketAddress from) throws BadMessage {
        return switch (ask) {
            case Ask.Ping _ -> Reply.YES;
            case Ask.FindNode(Id target, boolean four) ->
                    Reply.nearest(nearest(target, four, from));
            case Ask.GetPeers(Id hash, boolean four) ->
                    new Reply(
                            nearest(hash, four, from),
                            peers(hash, from),
                            tokens.of(from.getAddress()),
                            null);
            case Ask.AnnouncePeer announce -> announced(announce, from);
            case Ask.Get get ->
                    new Reply(
                            nearest(get.target(), true, from),
                            List.of(),
                            tokens.of(from.getAddress()),
                            stores.items.get(get.target(), get.newer()));
            case Ask.Put put -> {
                check(put.token(), from);
                stores.items.put(put, from.getAddress());
                yield Reply.YES;
            }
        };
    }

    private @Nullable List<Contact> nearest(Id target, boolean four, InetSocketAddress from) {
        return four ? table.nearest(target, Scope.of(from)) : null;
    }

    private List<InetSocketAddress> peers(Id hash, InetSocketAddress from) {
        List<InetSocketAddress> peers =
                new ArrayList<>(stores.peers.peers(hash, MOST_PEERS, Scope.of(from)));
        int port = stores.own.port(hash);
        InetAddress us = port == 0 ? null : self.address(Scope.of(from));
        if (us != null) {
            peers.add(new InetSocketAddress(us, port));
        }
        return peers;
    }

    private Reply announced(Ask.AnnouncePeer announce, InetSocketAddress from) throws BadMessage {
        check(announce.token(), from);
        int port = announce.implied() ? from.getPort() : announce.port();
        InetSocketAddress peer = new InetSocketAddress(from.getAddress(), port);
        if (!stores.peers.add(announce.hash(), peer)) {
            throw new BadMessage(BadMessage.BUSY, "no room");
        }
        return Reply.YES;
    }

    private void check(Bencode.Text token, InetSocketAddress from) throws BadMessage {
        if (!tokens.good(token, from.getAddress())) {
            throw new BadMessage(BadMessage.BAD_TOKEN, "this token is not yours, or too old");
        }
    }
}
