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

    /// @param crf of the access copy
    /// @param recipe all that decides how the pieces come out
    Reels reels(int crf, String recipe) throws IOException {
        Encoding encoding = new Encoding(ffmpeg, film, plan.profile(), Integer.toString(crf));
        List<Piece> plain = pieces(false);
        boolean jumps =
                !NO_ENTRY.contains(plan.inspection().container())
                        // an earlier run found out that this one can not be entered
                        && !bench.holds(recipe + "\n" + plain);
        List<Piece> pieces = jumps ? pieces(true) : plain;
        bench.pieces(recipe + "\n" + pieces);
        String tool = encode(encoding, pieces);
        if (!bordersAgree(pieces)) {
            // entered in the middle, this container does not give the frames that it should
            pieces = plain;
            bench.pieces(recipe + "\n" + pieces);
            tool = encode(encoding, pieces);
            if (!bordersAgree(pieces)) {
                throw bad("the frames at the borders of two pieces differ");
            }
        }
        return new Reels(join(pieces), tool);
    }

    private List<Piece> pieces(boolean jumps) throws IOException {
        long frames = plan.inspection().decode().frames();
        if (!plan.inPieces() || frames <= plan.pieceFrames()) {
            return List.of(Piece.all(frames));
        }
        Piece.Clock clock = new Piece.Clock(start(), film.rate().source(), jumps);
        return Piece.of(frames, plan.pieceFrames(), clock);
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

    private String encode(Encoding encoding, List<Piece> pieces) throws IOException {
        for (Piece piece : pieces) {
            List<Copy> missing = missing(piece);
            if (!missing.isEmpty()) {
                encode(encoding, piece, missing, pieces.size());
            }
        }
        return ffmpeg.version() + bench.encoder().map(name -> ", " + name).orElse("");
    }

    /// Of a piece in several copies a kill may have left only some under their names.
    private List<Copy> missing(Piece piece) {
        return film.copies().stream()
                .filter(copy -> !Files.exists(bench.piece(copy.word(), piece.index())))
                .toList();
    }

    private void encode(Encoding encoding, Piece piece, List<Copy> copies, int of)
            throws IOException {
        List<Path> parts = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (Copy copy : copies) {
            files.add(bench.piece(copy.word(), piece.index()));
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
            bench.keep(borders, bench.borders(piece.index()));
        }
        bench.encoder(said.encoder());
        for (int i = 0; i < parts.size(); i++) {
            bench.keep(parts.get(i), files.get(i));
        }
        progress.kept();
    }

    private Duration time(long sourceFrame) {
        return Duration.ofNanos(Math.round(sourceFrame * 1e9 / film.rate().source().value()));
    }

    /// The last frames of each piece with its handle are the first of the next with its own.
    private boolean bordersAgree(List<Piece> pieces) throws IOException {
        for (int i = 1; i < pieces.size(); i++) {
            List<String> left = FrameHashes.read(bench.borders(i - 1)).picture();
            List<String> right = FrameHashes.read(bench.borders(i)).picture();
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

    private List<Path> join(List<Piece> pieces) throws IOException {
        List<Path> reels = new ArrayList<>();
        for (Copy copy : film.copies()) {
            Path reel = bench.unfinished(copy.word() + "-whole.ivf");
            List<Path> files =
                    pieces.stream().map(p -> bench.piece(copy.word(), p.index())).toList();
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
