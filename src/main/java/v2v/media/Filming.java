package v2v.media;

import v2v.item.Progress;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Encodes the picture of a work: the pieces that are missing, then all of them put together.
///
/// Each finished piece is a file of its own that survives whatever happens to this process; a
/// restart makes only what is not there yet. Neighbouring pieces have some source frames in common
/// (their handles), and the hashes of these must agree: so no frame is lost or shown twice at a
/// border, whatever the container makes of being entered in the middle.
final class Filming {
    /// Containers without time stamps, or with those that are guessed after a jump.
    private static final List<String> NO_ENTRY =
            List.of("mpegvideo", "m4v", "h264", "hevc", "vc1", "rm", "ivf");

    private final Ffmpeg ffmpeg;
    private final Progress progress;
    private final Plan plan;
    private final Film film;
    private final Workbench bench;

    Filming(Ffmpeg ffmpeg, Progress progress, Plan plan, Film film, Workbench bench) {
        this.ffmpeg = ffmpeg;
        this.progress = progress;
        this.plan = plan;
        this.film = film;
        this.bench = bench;
    }

    /// What was encoded.
    ///
    /// @param pictures one file a copy, in the film's order
    /// @param tool names of the programs that did it
    record Reels(List<Path> pictures, String tool) {}

    /// Finds out what must be known before any piece is made.
    ///
    /// @param recipe SHA-256 of all that decides how the pieces come out, hexadecimal
    Prepared prepare(QualitySearch.Found quality, String recipe) throws IOException {
        boolean jumps = !NO_ENTRY.contains(plan.inspection().container());
        Double start = cut() ? start() : null;
        Prepared found = new Prepared(recipe, quality.crf(), quality.decibels(), start, jumps);
        return foundClosed(found) ? found.fromTheStart() : found;
    }

    private boolean cut() {
        return plan.inPieces() && plan.inspection().decode().frames() > plan.pieceFrames();
    }

    /// Makes the pieces that are missing, and puts all of them together.
    Reels reels(Prepared prepared) throws IOException {
        Prepared plain = prepared.fromTheStart();
        Prepared now = foundClosed(prepared) ? plain : prepared;
        String tool = encode(now);
        if (!bordersAgree(now)) {
            // entered in the middle, this container does not give the frames that it should
            now = plain;
            tool = encode(now);
            if (!bordersAgree(now)) {
                throw bad("the frames at the borders of two pieces differ");
            }
        }
        return new Reels(join(now), tool);
    }

    /// Whether an earlier run found out that this file can not be entered.
    private boolean foundClosed(Prepared prepared) {
        return shelf(prepared.fromTheStart()).there();
    }

    /// Makes one piece, where it is missing.
    ///
    /// @param of how many there must be
    /// @return names of the programs that did it
    String piece(Prepared prepared, int index, int of) throws IOException {
        List<Piece> pieces = pieces(prepared);
        if (pieces.size() != of || index < 0 || index >= of) {
            throw new IOException(
                    "piece "
                            + (index + 1)
                            + " of "
                            + of
                            + " was asked for, and the film has "
                            + pieces.size());
        }
        return encode(prepared, List.of(pieces.get(index)));
    }

    List<Piece> pieces(Prepared prepared) {
        long frames = plan.inspection().decode().frames();
        Double start = prepared.start();
        if (start == null || !cut()) {
            return List.of(Piece.all(frames));
        }
        Piece.Clock clock = new Piece.Clock(start, film.rate().source(), prepared.entered());
        return Piece.of(frames, plan.pieceFrames(), clock);
    }

    /// Where the pieces lie that are made so.
    Shelf shelf(Prepared prepared) {
        return new Shelf(bench, prepared.shelf(pieces(prepared)));
    }

    /// Whether this piece is there.
    boolean there(Prepared prepared, int index) {
        Shelf shelf = shelf(prepared);
        return missing(shelf, index).isEmpty() && Files.exists(shelf.findBorders(index));
    }

    /// When the first picture comes, in the time of the file.
    private double start() throws IOException {
        Path original = plan.inspection().footage().file();
        Speedometer speedometer = new Speedometer(progress, "start");
        Measure measure = new Measure(true, 0, Duration.ZERO, speedometer);
        List<String> words = new ArrayList<>();
        words.addAll(List.of("-map", "0:" + film.picture().index(), "-frames:v", "1"));
        words.addAll(List.of("-fps_mode:v", "passthrough", "-enc_time_base:v", "demux"));
        words.addAll(List.of("-c:v", "wrapped_avframe", "-f", "framecrc", "pipe:1"));
        Reading.look(ffmpeg, "start", original, plan.inspection().container()).run(words, measure);
        return measure.picture().start().toNanos() / 1e9;
    }

    private String encode(Prepared prepared) throws IOException {
        return encode(prepared, pieces(prepared));
    }

    private String encode(Prepared prepared, List<Piece> wanted) throws IOException {
        List<Piece> all = pieces(prepared);
        Shelf shelf = bench.shelf(prepared.shelf(all));
        String crf = Integer.toString(prepared.crf());
        Encoding encoding = new Encoding(ffmpeg, film, plan.profile(), crf);
        for (Piece piece : wanted) {
            List<Copy> missing = missing(shelf, piece.index());
            if (!missing.isEmpty()) {
                encode(encoding, piece, missing, all.size(), shelf);
            }
        }
        String encoder = shelf.encoder();
        return ffmpeg.version() + (encoder.isEmpty() ? "" : ", " + encoder);
    }

    /// Of a piece in several copies a kill may have left only some under their names.
    private List<Copy> missing(Shelf shelf, int index) {
        return film.copies().stream()
                .filter(copy -> !Files.exists(shelf.find(copy.word(), index)))
                .toList();
    }

    private void encode(Encoding encoding, Piece piece, List<Copy> copies, int of, Shelf shelf)
            throws IOException {
        List<Path> parts = new ArrayList<>();
        for (Copy copy : copies) {
            parts.add(bench.unfinished(copy.word() + ".ivf"));
        }
        Path borders = bench.unfinished("borders");
        String what = "encode" + (of > 1 ? " " + (piece.index() + 1) + "/" + of : "");
        Duration length = plan.inspection().decode().duration();
        Duration before = time(piece.first());
        Encoding.Job job = new Encoding.Job(progress, what, before, length);
        Path original = plan.inspection().footage().file();
        Child.Ending ending = encoding.run(plan.inspection(), piece, copies, parts, borders, job);
        Complaints said = ending.complaints();
        if (ending.outage()) {
            throw new IOException("encoding " + original + " was cut off: " + said.last());
        }
        if (ending.status() != 0) {
            throw bad("the encoder ended with status " + ending.status() + ": " + said.last());
        }
        for (int i = 0; i < parts.size(); i++) {
            Copy copy = copies.get(i);
            long expected = piece.expected(film.rate(), copy);
            long slack = film.rate().exact() ? 0 : 1;
            long made = Ivf.frames(parts.get(i));
            if (Math.abs(made - expected) > slack) {
                throw bad(
                        "the encoder wrote "
                                + made
                                + " frames of the "
                                + copy.word()
                                + " copy in place of "
                                + expected);
            }
        }
        if (piece.clock() != null) {
            shelf.keepBorders(borders, piece.index());
        }
        shelf.encoder(said.encoder());
        for (int i = 0; i < parts.size(); i++) {
            shelf.keep(parts.get(i), copies.get(i).word(), piece.index());
        }
        progress.kept();
    }

    private Duration time(long sourceFrame) {
        return Duration.ofNanos(Math.round(sourceFrame * 1e9 / film.rate().source().value()));
    }

    /// The last frames of each piece with its handle are the first of the next with its own.
    private boolean bordersAgree(Prepared prepared) throws IOException {
        Shelf shelf = shelf(prepared);
        for (int i = 1; i < pieces(prepared).size(); i++) {
            List<String> left = FrameHashes.read(shelf.findBorders(i - 1)).picture();
            List<String> right = FrameHashes.read(shelf.findBorders(i)).picture();
            int shared = 2 * Piece.HANDLE;
            if (left.size() < shared
                    || right.size() < shared
                    || !left.subList(left.size() - shared, left.size())
                            .equals(right.subList(0, shared))) {
                return false;
            }
        }
        return true;
    }

    private List<Path> join(Prepared prepared) throws IOException {
        Shelf shelf = shelf(prepared);
        List<Path> reels = new ArrayList<>();
        for (Copy copy : film.copies()) {
            Path reel = bench.unfinished(copy.word() + "-whole.ivf");
            List<Path> files =
                    pieces(prepared).stream()
                            .map(piece -> shelf.find(copy.word(), piece.index()))
                            .toList();
            Ivf.join(files, copy.rate(), reel);
            reels.add(reel);
        }
        return List.copyOf(reels);
    }

    private Refusal bad(String message) {
        return new Refusal(
                Refusal.Code.RENDITION_BAD,
                plan.inspection().footage().file().toString(),
                message.replaceFirst("[.]$", ""), // the encoder's own words may end with one
                "report this with the file's inspection (nothing was released)");
    }
}
