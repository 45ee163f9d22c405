package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.torrent.Metainfo.Entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A torrent that was made before, of content that is still there: what a new version has in common
/// with it need not be read again.
///
/// A file is believed to be the same in two cases. It is the same file on the disk (a hard link),
/// with the size that the torrent says, and was not modified after the moment that the .torrent
/// file remembers ([SeedTrust]). Or both folders have a list of checksums that gives it the same
/// SHA-256, and neither list nor file is newer than what vouches for it: the earlier list was
/// compared with the earlier torrent when that was made, the new list was written from the new
/// file.
public final class Earlier {
    private final Metainfo metainfo;
    private final Layout layout;
    private final Map<Integer, Long> starts = new HashMap<>();
    private final Map<Object, Integer> inodes = new HashMap<>();
    private final Map<Digest, Integer> contents = new HashMap<>();
    private final Map<Integer, Digest> digests = new HashMap<>();

    private Earlier(Metainfo metainfo) {
        this.metainfo = metainfo;
        List<@Nullable Path> nowhere = new ArrayList<>();
        info().entries().forEach(entry -> nowhere.add(null));
        this.layout = Layout.of(info().pieceLength(), info().entries(), nowhere);
        layout.spans().forEach(span -> starts.put(span.entry(), span.from()));
    }

    /// Looks at an earlier torrent, reading nothing of its content but the list of checksums.
    ///
    /// @param torrentFile the .torrent
    /// @param content the folder, or the bare file, that it describes
    /// @throws v2v.item.Refusal when it is not a torrent
    public static Earlier open(Path torrentFile, Path content) throws IOException {
        Earlier earlier = new Earlier(Metainfo.read(torrentFile));
        earlier.look(content, Files.getLastModifiedTime(torrentFile));
        return earlier;
    }

    public Metainfo metainfo() {
        return metainfo;
    }

    private Metainfo.InfoDict info() {
        return metainfo.info();
    }

    private void look(Path content, FileTime vouched) throws IOException {
        boolean listed = false;
        for (int i = 0; i < info().entries().size(); i++) {
            Entry entry = info().entries().get(i);
            BasicFileAttributes facts =
                    entry.pad() ? null : facts(TorrentCheck.place(info(), content, entry));
            if (facts == null || facts.size() != entry.bytes() || newer(facts, vouched)) {
                continue;
            }
            listed |= info().folder() && entry.name().equals(Manifest.NAME);
            if (facts.fileKey() != null) {
                inodes.put(facts.fileKey(), i);
            }
        }
        if (listed) {
            list(listed(content));
        }
    }

    private void list(Map<String, Digest> sums) {
        for (int i = 0; i < info().entries().size(); i++) {
            Digest digest = sums.get(info().entries().get(i).name());
            if (digest != null && !info().entries().get(i).pad()) {
                digests.put(i, digest);
                contents.put(digest, i);
            }
        }
    }

    /// A file of that name may be something else in a folder that is no release.
    private static Map<String, Digest> listed(Path folder) throws IOException {
        try {
            return Manifest.read(folder).digests();
        } catch (IllegalArgumentException otherForm) {
            return Map.of();
        }
    }

    private static boolean newer(BasicFileAttributes facts, FileTime vouched) {
        return facts.lastModifiedTime().compareTo(vouched) > 0;
    }

    private static @Nullable BasicFileAttributes facts(Path file) throws IOException {
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return facts.isRegularFile() ? facts : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /// What this torrent knows of a new content.
    ///
    /// @param layout of the new content
    /// @param entries of the new torrent
    /// @param want what is asked for; what this torrent can not answer is read
    Known known(Layout layout, List<Entry> entries, Set<Want> want) throws IOException {
        Path root = root(layout, entries);
        Sums sums = root == null ? Sums.NONE : Sums.of(root);
        Known known = Known.nothing(layout, entries.size(), want);
        boolean sameCut = layout.pieceLength() == info().pieceLength();
        for (Layout.Span span : layout.spans()) {
            Path file = span.file();
            Integer mine = file == null || !sameCut ? null : same(span, file, entries, sums);
            if (mine != null) {
                take(known, layout, entries, span, mine, want);
            }
        }
        return known;
    }

    /// The list of checksums in the new folder.
    private record Sums(Map<String, Digest> digests, @Nullable FileTime vouched) {
        private static final Sums NONE = new Sums(Map.of(), null);

        static Sums of(Path folder) throws IOException {
            BasicFileAttributes list = facts(folder.resolve(Manifest.NAME));
            return list == null ? NONE : new Sums(listed(folder), list.lastModifiedTime());
        }
    }

    private static @Nullable Path root(Layout layout, List<Entry> entries) {
        for (Layout.Span span : layout.spans()) {
            Path at = span.file();
            List<String> path = entries.get(span.entry()).path();
            if (at != null && path.equals(List.of(Manifest.NAME))) {
                return at.getParent();
            }
        }
        return null;
    }

    /// The entry here that is the same file; null when there is none.
    private @Nullable Integer same(Layout.Span span, Path file, List<Entry> entries, Sums sums)
            throws IOException {
        BasicFileAttributes facts = facts(file);
        if (facts == null || facts.size() != span.length()) {
            return null;
        }
        Integer link = facts.fileKey() == null ? null : inodes.get(facts.fileKey());
        if (link == null && sums.vouched() != null && !newer(facts, sums.vouched())) {
            Digest digest = sums.digests().get(entries.get(span.entry()).name());
            link = digest == null ? null : contents.get(digest);
        }
        boolean right = link != null && info().entries().get(link).bytes() == span.length();
        return right ? link : null;
    }

    private void take(
            Known known,
            Layout layout,
            List<Entry> entries,
            Layout.Span span,
            int mine,
            Set<Want> want) {
        Hashes.Tree tree = tree(mine);
        Digest digest = digests.get(mine);
        if ((want.contains(Want.TREES) && tree == null)
                || (want.contains(Want.FLAT) && digest == null)) {
            return;
        }
        known.file(span.entry(), want.contains(Want.TREES) ? tree : null, digest);
        long from = starts.getOrDefault(mine, 0L);
        int length = layout.pieceLength();
        boolean pieces = want.contains(Want.PIECES);
        if (pieces && (info().pieces().length() == 0 || (span.from() - from) % length != 0)) {
            return;
        }
        for (long at = Math.ceilDiv(span.from(), length) * length; at < span.end(); at += length) {
            boolean inside = at + length <= span.end();
            if (inside || sameEnd(layout, entries, span, mine, pieces)) {
                known.piece((int) (at / length), pieces ? sha1(at - span.from() + from) : NONE);
            }
        }
    }

    private static final byte[] NONE = {};

    private byte[] sha1(long position) {
        int index = (int) (position / layout.pieceLength());
        return info().pieces().slice(index * Hashes.SHA1, (index + 1) * Hashes.SHA1);
    }

    private Hashes.@Nullable Tree tree(int mine) {
        Digest root = info().entries().get(mine).root();
        if (root == null) {
            return null;
        }
        Bencode.Text layer = metainfo.pieceLayers().get(root);
        return new Hashes.Tree(
                root, layer != null ? layer : Bencode.bytes(HexFormat.of().parseHex(root.hex())));
    }

    /// Whether the piece in which the file ends goes on with the same zeros here and there. Behind
    /// the last file of a torrent there are none.
    private boolean sameEnd(
            Layout other, List<Entry> entries, Layout.Span span, int mine, boolean pieces) {
        long from = starts.getOrDefault(mine, 0L);
        Rest there = Rest.of(other, entries, span.end());
        Rest here = Rest.of(layout, info().entries(), from + span.length());
        return there != Rest.FILE && (!pieces || here == there);
    }

    /// What follows a file in the piece in which it ends.
    private enum Rest {
        NOTHING,
        ZEROS,
        FILE;

        static Rest of(Layout layout, List<Entry> entries, long end) {
            if (end == layout.bytes()) {
                return NOTHING;
            }
            Layout.Span next = layout.spans().get(layout.spanAt(end));
            boolean zeros =
                    entries.get(next.entry()).pad() && next.end() % layout.pieceLength() == 0;
            return zeros ? ZEROS : FILE;
        }
    }
}
