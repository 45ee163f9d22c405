package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;

/// Spells messages.
final class MessageWriter {
    private static final Bencode.Whole YES = Bencode.whole(1);

    private MessageWriter() {}

    static byte[] bytes(Message message) {
        Bencode.Draft draft = new Bencode.Draft().put("t", message.transaction());
        switch (message) {
            case Message.Query query -> query(draft, query);
            case Message.Response response -> response(draft, response);
            case Message.Failure failure -> failure(draft, failure);
        }
        return draft.dict().encoded();
    }

    private static void query(Bencode.Draft draft, Message.Query query) {
        Bencode.Draft args = new Bencode.Draft().put("id", id(query.from()));
        String name =
                switch (query.ask()) {
                    case Ask.Ping _ -> "ping";
                    case Ask.FindNode find -> {
                        args.put("target", id(find.target()));
                        yield "find_node";
                    }
                    case Ask.GetPeers get -> {
                        args.put("info_hash", id(get.hash()));
                        yield "get_peers";
                    }
                    case Ask.AnnouncePeer announce -> {
                        announce(args, announce);
                        yield "announce_peer";
                    }
                    case Ask.Get get -> {
                        args.put("target", id(get.target()));
                        number(args, "seq", get.newer());
                        yield "get";
                    }
                    case Ask.Put put -> {
                        put(args, put);
                        yield "put";
                    }
                };
        draft.put("y", Bencode.text("q")).put("q", Bencode.text(name)).put("a", args.dict());
        if (query.readOnly()) {
            draft.put("ro", YES);
        }
    }

    private static void announce(Bencode.Draft args, Ask.AnnouncePeer announce) {
        args.put("info_hash", id(announce.hash()))
                .put("port", Bencode.whole(announce.port()))
                .put("token", announce.token());
        if (announce.implied()) {
            args.put("implied_port", YES);
        }
        if (announce.seed()) {
            args.put("seed", YES);
        }
    }

    private static void put(Bencode.Draft args, Ask.Put put) {
        args.put("v", put.value()).put("token", put.token());
        Ask.Signed signed = put.signed();
        if (signed != null) {
            args.put("k", signed.key())
                    .put("seq", Bencode.whole(signed.sequence()))
                    .put("sig", signed.signature());
            if (signed.salt().length() > 0) {
                args.put("salt", signed.salt());
            }
            number(args, "cas", signed.expected());
        }
    }

    private static void number(Bencode.Draft args, String key, OptionalLong number) {
        number.ifPresent(value -> args.put(key, Bencode.whole(value)));
    }

    private static void response(Bencode.Draft draft, Message.Response response) {
        Reply reply = response.reply();
        Bencode.Draft args = new Bencode.Draft().put("id", id(response.from()));
        if (reply.nodes() != null) {
            args.put("nodes", Bencode.bytes(Compact.nodes(reply.nodes())));
        }
        if (!reply.peers().isEmpty()) {
            args.put("values", values(reply.peers()));
        }
        if (reply.token() != null) {
            args.put("token", reply.token());
        }
        stored(args, reply.stored());
        draft.put("y", Bencode.text("r")).put("r", args.dict());
        you(draft, response.you());
    }

    private static Bencode values(List<InetSocketAddress> peers) {
        return new Bencode.Series(
                peers.stream().map(peer -> (Bencode) Bencode.bytes(Compact.peer(peer))).toList());
    }

    private static void stored(Bencode.Draft args, Reply.@Nullable Stored stored) {
        switch (stored) {
            case null -> {}
            case Reply.Stored.Fixed(Bencode value) -> args.put("v", value);
            case Reply.Stored.NotNewer(long sequence) -> args.put("seq", Bencode.whole(sequence));
            case Reply.Stored.Signed signed ->
                    args.put("v", signed.value())
                            .put("k", signed.key())
                            .put("seq", Bencode.whole(signed.sequence()))
                            .put("sig", signed.signature());
        }
    }

    private static void failure(Bencode.Draft draft, Message.Failure failure) {
        List<Bencode> said = List.of(Bencode.whole(failure.code()), Bencode.text(failure.why()));
        draft.put("y", Bencode.text("e")).put("e", new Bencode.Series(said));
        you(draft, failure.you());
    }

    private static void you(Bencode.Draft draft, @Nullable InetSocketAddress you) {
        if (you != null) {
            draft.put("ip", Bencode.bytes(Compact.peer(you)));
        }
    }

    private static Bencode id(Id id) {
        return Bencode.bytes(id.bytes());
    }
}
