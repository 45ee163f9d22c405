package v2v.torrent;

import java.net.InetAddress;

/// Where somebody is, as far as fairness and counting go: an IPv4 address, or the /64 of an IPv6
/// one, whatever the port.
public record Site(long bits) {
    public static Site of(InetAddress address) {
        byte[] bytes = address.getAddress();
        long bits = bytes.length; // so that no IPv4 address is taken for an IPv6 one
        for (int i = 0; i < Math.min(bytes.length, 8); i++) {
            bits = bits << 8 | (bytes[i] & 0xFF);
        }
        return new Site(bits);
    }
}
