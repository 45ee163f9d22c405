package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Who is there for one torrent, and who has been told of whom (BEP 11).
final class Swarm {
    /// BEP 11 allows one message a minute, with at most 50 new peers.
    private static final long PAUSE = 60_000_000_000L;

    private static final int MOST = 50;

    private final Map<Conversation, Member> members = new HashMap<>();

    private static final class Member {
        private final Set<InetSocketAddress> told = new HashSet<>();
        private @Nullable InetSocketAddress listens;
        private long last = System.nanoTime() - PAUSE;
    }

    synchronized void join(Conversation peer) {
        members.put(peer, new Member());
    }

    synchronized void leave(Conversation peer) {
        members.remove(peer);
    }

    synchronized int size() {
        return members.size();
    }

    /// The peer has said on which port it can be called.
    synchronized void listens(Conversation peer, int port) {
        Member member = members.get(peer);
        if (member != null && port > 0) {
            InetAddress address = peer.line().peer().getAddress();
            member.listens = new InetSocketAddress(address, port);
        }
    }

    /// The others that this peer has not been told of; null when there is nothing to tell, or it
    /// was told just now.
    ///
    /// @param number under which the peer wants it
    synchronized @Nullable ByteBuffer news(Conversation peer, int number) {
        Member member = members.get(peer);
        long now = System.nanoTime();
        if (member == null || now - member.last < PAUSE || members.size() < 2) {
            return null;
        }
        member.last = now; // also when there is nothing to tell: it is looked at once a minute
        Set<InetSocketAddress> there = new HashSet<>();
        members.forEach((other, facts) -> {
            if (other != peer && facts.listens != null) {
                there.add(facts.listens);
            }
        });
        Set<InetSocketAddress> gone = new HashSet<>(member.told);
        gone.removeAll(there);
        there.removeAll(member.told);
        Set<InetSocketAddress> added = new HashSet<>();
        there.stream().limit(MOST).forEach(added::add);
        if (added.isEmpty()) {
            return null;
        }
        member.told.addAll(added);
        member.told.removeAll(gone);
        return message(number, added, gone);
    }

    private static ByteBuffer message(
            int number, Set<InetSocketAddress> added, Set<InetSocketAddress> gone) {
        Bencode.Draft draft =
                new Bencode.Draft()
                        .put("added", compact(added, true))
                        .put("added.f", Bencode.bytes(new byte[count(added, true)]))
                        .put("added6", compact(added, false))
                        .put("added6.f", Bencode.bytes(new byte[count(added, false)]))
                        .put("dropped", compact(gone, true))
                        .put("dropped6", compact(gone, false));
        return Wire.message(Wire.EXTENDED, new byte[] {(byte) number}, draft.dict().encoded());
    }

    private static int count(Set<InetSocketAddress> peers, boolean four) {
        return (int) peers.stream().filter(peer -> isFour(peer) == four).count();
    }

    private static boolean isFour(InetSocketAddress peer) {
        return peer.getAddress() instanceof Inet4Address;
    }

    /// Address and port, one after another (BEP 23, BEP 7).
    private static Bencode compact(Set<InetSocketAddress> peers, boolean four) {
        ByteBuffer all = ByteBuffer.allocate(count(peers, four) * (four ? 6 : 18));
        for (InetSocketAddress peer : peers) {
            if (isFour(peer) == four) {
                all.put(peer.getAddress().getAddress()).putShort((short) peer.getPort());
            }
        }
        return Bencode.bytes(all.array());
    }
}
