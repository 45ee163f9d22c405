package v2v.torrent;

import java.util.List;

/// What a check of content against its torrent found.
///
/// @param torrent its name
/// @param files how many were expected
/// @param bytes how many were expected
/// @param faults empty when everything is as it was made
public record Verdict(String torrent, int files, long bytes, List<Fault> faults) {
    public Verdict {
        faults = List.copyOf(faults);
    }

    public boolean good() {
        return faults.isEmpty();
    }

    /// All is right, or each fault on a line of its own.
    public String sentence() {
        return good()
                ? "%s: all %,d bytes of %,d files are right".formatted(torrent, bytes, files)
                : faults.stream()
                        .map(Fault::sentence)
                        .collect(java.util.stream.Collectors.joining("\n"));
    }

    /// One thing that is wrong, named so that a person can find it.
    public sealed interface Fault {
        /// For a person.
        String sentence();
    }

    /// A file is not there, or something else lies at its place.
    public record Missing(String file) implements Fault {
        @Override
        public String sentence() {
            return file + " is missing.";
        }
    }

    /// A file has another size.
    public record WrongSize(String file, long expected, long found) implements Fault {
        @Override
        public String sentence() {
            return file + " has " + found + " bytes instead of " + expected + ".";
        }
    }

    /// A piece of a file has other bytes than its v2 tree says (BEP 52).
    ///
    /// @param piece counted from 0 within the file; -1 when the torrent can not tell which
    /// @param from first byte of the piece in the file
    public record Damaged(String file, long piece, long from) implements Fault {
        @Override
        public String sentence() {
            return piece < 0
                    ? file + " is damaged."
                    : file + " is damaged in its piece " + piece + " (from byte " + from + ").";
        }
    }

    /// A v1 piece does not match (BEP 3).
    ///
    /// @param piece counted from 0 within the torrent
    /// @param files whose bytes it holds: at least one of them is damaged
    public record DamagedPiece(long piece, List<String> files) implements Fault {
        public DamagedPiece {
            files = List.copyOf(files);
        }

        @Override
        public String sentence() {
            return "Piece " + piece + " is damaged; it holds " + String.join(", ", files) + ".";
        }
    }
}
