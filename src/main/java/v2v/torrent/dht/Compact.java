package v2v.torrent.dht;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Addresses as bytes (BEP 5): 4 of IPv4 and 2 of the port; before them 20 of the id for a node.
final class Compact {
    static final int PEER = 6;
    static final int NODE = Id.BYTES + PEER;

    private Compact() {}

    /// @param address IPv4
    static byte[] peer(InetSocketAddress address) {
        return ByteBuffer.allocate(PEER)
                .put(address.getAddress().getAddress(), 0, 4)
                .putShort((short) address.getPort())
                .array();
    }

    /// The 6 bytes at `at`.
    static InetSocketAddress peer(byte[] bytes, int at) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)),
                    ByteBuffer.wrap(bytes).getShort(at + 4) & 0xFFFF);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    static byte[] nodes(List<Contact> contacts) {
        ByteBuffer out = ByteBuffer.allocate(NODE * contacts.size());
        for (Contact contact : contacts) {
            out.put(contact.id().bytes()).put(peer(contact.address()));
        }
        return out.array();
    }

    /// @param bytes a multiple of 26
    static List<Contact> nodes(byte[] bytes) {
        List<Contact> contacts = new ArrayList<>();
        for (int at = 0; at + NODE <= bytes.length; at += NODE) {
            Id id = Id.of(Arrays.copyOfRange(bytes, at, at + Id.BYTES));
            contacts.add(new Contact(id, peer(bytes, at + Id.BYTES)));
        }
        return contacts;
    }
}
