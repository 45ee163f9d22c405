package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Reads datagrams of strangers, strictly: what is no canonical bencoding is no message.
final class MessageReader {
    private static final int KEY = 32;
    private static final int SIGNATURE = 64;

    /// More than any asker needs to tell its questions apart.
    private static final int MOST_TRANSACTION = 32;

    private MessageReader() {}

    /// @throws BadMessage with the transaction, when it is a question that can be answered so
    static Message read(byte[] datagram) throws BadMessage {
        Args args = new Args(dict(datagram));
        Bencode.Text transaction = args.text("t");
        if (transaction.length() > MOST_TRANSACTION) {
            throw new BadMessage(BadMessage.MALFORMED, "'t' is too long");
        }
        return switch (args.text("y").utf8()) {
            case "q" -> query(args, transaction);
            case "r" -> response(args, transaction);
            case "e" -> failure(args, transaction);
            default -> throw new BadMessage(BadMessage.MALFORMED, "'y' is none");
        };
    }

    private static Bencode.Dict dict(byte[] datagram) throws BadMessage {
        try {
            if (BencodeReader.read(datagram, "a datagram") instanceof Bencode.Dict dict) {
                return dict;
            }
        } catch (Refusal e) {
            throw new BadMessage(BadMessage.MALFORMED, "no bencoding");
        }
        throw new BadMessage(BadMessage.MALFORMED, "no dictionary");
    }

    private static Message query(Args args, Bencode.Text transaction) throws BadMessage {
        try {
            String name = args.text("q").utf8();
            Args inner = args.inner("a");
            Id from = inner.id("id");
            return new Message.Query(transaction, from, args.flag("ro"), ask(name, inner));
        } catch (BadMessage e) {
            throw e.to(transaction);
        }
    }

    private static Ask ask(String name, Args args) throws BadMessage {
        return switch (name) {
            case "ping" -> new Ask.Ping();
            case "find_node" -> new Ask.FindNode(args.id("target"), four(args));
            case "get_peers" -> new Ask.GetPeers(args.id("info_hash"), four(args));
            case "announce_peer" -> announce(args);
            case "get" -> new Ask.Get(args.id("target"), args.number("seq"));
            case "put" -> put(args);
            default -> throw new BadMessage(BadMessage.UNKNOWN, "no such question");
        };
    }

    /// BEP 32: who says nothing asks for the kind that it came by.
    private static boolean four(Args args) {
        return !(args.value("want") instanceof Bencode.Series(List<Bencode> kinds))
                || kinds.contains(Bencode.text("n4"));
    }

    private static Ask announce(Args args) throws BadMessage {
        boolean implied = args.flag("implied_port");
        long port = args.number("port").orElse(implied ? 0 : -1);
        if (port < (implied ? 0 : 1) || port > 65535) {
            throw new BadMessage(BadMessage.MALFORMED, "'port' is missing or none");
        }
        return new Ask.AnnouncePeer(
                args.id("info_hash"), (int) port, implied, args.flag("seed"), args.text("token"));
    }

    private static Ask put(Args args) throws BadMessage {
        Bencode value = args.value("v");
        if (value == null) {
            throw new BadMessage(BadMessage.MALFORMED, "'v' is missing");
        }
        return new Ask.Put(
                value, args.value("k") == null ? null : signed(args), args.text("token"));
    }

    private static Ask.Signed signed(Args args) throws BadMessage {
        Bencode.Text salt = args.optional("salt");
        OptionalLong sequence = args.number("seq");
        if (sequence.isEmpty()) {
            throw new BadMessage(BadMessage.MALFORMED, "'seq' is missing");
        }
        return new Ask.Signed(
                args.text("k", KEY),
                salt == null ? Bencode.text("") : salt,
                sequence.getAsLong(),
                args.text("sig", SIGNATURE),
                args.number("cas"));
    }

    private static Message response(Args args, Bencode.Text transaction) throws BadMessage {
        Args inner = args.inner("r");
        Reply reply = new Reply(nodes(inner), peers(inner), inner.optional("token"), stored(inner));
        return new Message.Response(transaction, inner.id("id"), you(args), reply);
    }

    private static @Nullable List<Contact> nodes(Args args) throws BadMessage {
        Bencode.Text nodes = args.optional("nodes");
        if (nodes == null) {
            return null;
        }
        if (nodes.length() % Compact.NODE != 0) {
            throw new BadMessage(BadMessage.MALFORMED, "'nodes' is cut");
        }
        return Compact.nodes(nodes.bytes());
    }

    /// Those of IPv4.
    private static List<InetSocketAddress> peers(Args args) {
        List<InetSocketAddress> peers = new ArrayList<>();
        if (args.value("values") instanceof Bencode.Series(List<Bencode> values)) {
            for (Bencode value : values) {
                if (value instanceof Bencode.Text text && text.length() == Compact.PEER) {
                    peers.add(Compact.peer(text.bytes(), 0));
                }
            }
        }
        return peers;
    }

    private static Reply.@Nullable Stored stored(Args args) throws BadMessage {
        Bencode value = args.value("v");
        OptionalLong sequence = args.number("seq");
        if (value == null) {
            return sequence.isEmpty() ? null : new Reply.Stored.NotNewer(sequence.getAsLong());
        }
        if (args.value("k") == null) {
            return new Reply.Stored.Fixed(value);
        }
        if (sequence.isEmpty()) {
            throw new BadMessage(BadMessage.MALFORMED, "'seq' is missing");
        }
        return new Reply.Stored.Signed(
                args.text("k", KEY), sequence.getAsLong(), args.text("sig", SIGNATURE), value);
    }

    private static Message failure(Args args, Bencode.Text transaction) {
        InetSocketAddress you = you(args);
        if (args.value("e") instanceof Bencode.Series(List<Bencode> parts)
                && parts.size() >= 2
                && parts.get(0) instanceof Bencode.Whole(long code)
                && parts.get(1) instanceof Bencode.Text why) {
            return new Message.Failure(transaction, (int) code, why.utf8(), you);
        }
        return new Message.Failure(transaction, 201, "", you); // a refusal, however it is spelt
    }

    private static @Nullable InetSocketAddress you(Args args) {
        return args.value("ip") instanceof Bencode.Text text && text.length() == Compact.PEER
                ? Compact.peer(text.bytes(), 0)
                : null;
    }
}
