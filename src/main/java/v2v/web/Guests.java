package v2v.web;

import v2v.item.Settings;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Who may see the console: whoever sits at this machine, and the addresses that the operator
/// names.
///
/// @param blocks of addresses from which others may come
public record Guests(List<Block> blocks) {
    /// This machine alone.
    public static final Guests NONE = new Guests(List.of());

    private static final String KEY = "console.allow";

    public Guests {
        blocks = List.copyOf(blocks);
    }

    /// Addresses that begin alike.
    ///
    /// @param bits how many of them are the same, from the left
    public record Block(InetAddress address, int bits) {
        boolean holds(InetAddress who) {
            byte[] ours = address.getAddress();
            byte[] theirs = who.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /// What the operator wrote: `console.allow`, addresses or blocks such as 192.168.7.0/24 with
    /// blanks or commas between them.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    public static Guests read(Settings settings) {
        List<Block> blocks = new ArrayList<>();
        for (String word : settings.text(KEY, "").split("[ ,]+", -1)) {
            if (!word.isEmpty()) {
                blocks.add(block(word, settings));
            }
        }
        return new Guests(blocks);
    }

    private static Block block(String word, Settings settings) {
        String[] sides = word.split("/", -1);
        try {
            InetAddress address = InetAddress.ofLiteral(sides[0]);
            int most = address.getAddress().length * 8;
            int bits = sides.length == 1 ? most : Integer.parseInt(sides[1]);
            if (sides.length <= 2 && bits >= 0 && bits <= most) {
                return new Block(address, bits);
            }
        } catch (IllegalArgumentException e) {
            throw bad(word, settings);
        }
        throw bad(word, settings);
    }

    private static v2v.item.BadConfig bad(String word, Settings settings) {
        return settings.bad(
                KEY, "expected addresses such as 192.168.7.5 or 192.168.7.0/24, found: " + word);
    }

    boolean named(InetAddress who) {
        return blocks.stream().anyMatch(block -> block.holds(who));
    }
}
