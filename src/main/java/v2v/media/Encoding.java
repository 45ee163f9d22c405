package v2v.media;

import v2v.item.Inspection;
import v2v.item.Progress;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Encodes the picture of one piece: the original is decoded once, and every copy is made of it.
///
/// @param crf of the access copy
record Encoding(Ffmpeg ffmpeg, Film film, Profile profile, String crf) {
    /// For the display.
    ///
    /// @param before what is done already
    /// @param all the length of the work
    record Job(Progress progress, String what, Duration before, Duration all) {}

    /// What is done, without where.
    ///
    /// @param outputs one a copy
    List<String> recipe(Piece piece, List<Copy> copies, List<String> outputs) {
        List<String> words = new ArrayList<>(List.of("-filter_complex", film.graph(piece, copies)));
        for (int i = 0; i < copies.size(); i++) {
            Copy copy = copies.get(i);
            words.addAll(List.of("-map", "[v" + i + "]"));
            words.addAll(copy.encoder(profile, copy.crf(profile, crf)));
            words.addAll(List.of("-f", "ivf", outputs.get(i)));
        }
        return words;
    }

    /// The recorded command, for all copies of the whole film: the original's path and name stay
    /// with the archive.
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(Source.WHOLE_PICTURE);
        command.addAll(List.of("-i", "<original>"));
        List<String> outputs =
                film.copies().stream().map(copy -> "<" + copy.word() + ">.ivf").toList();
        command.addAll(recipe(Piece.all(0), film.copies(), outputs));
        return List.copyOf(command);
    }

    /// Encodes one piece.
    ///
    /// @param borders where the witnesses of the piece's borders are written
    Child.Ending run(
            Inspection inspection,
            Piece piece,
            List<Copy> copies,
            List<Path> outputs,
            Path borders,
            Job job)
            throws IOException {
        List<String> words =
                recipe(piece, copies, outputs.stream().map(path -> "file:" + path).toList());
        if (piece.clock() != null) {
            words.addAll(List.of("-map", "[b]", "-fps_mode:v", "passthrough"));
            words.addAll(List.of("-f", "framemd5", "file:" + borders));
        }
        words.addAll(List.of("-progress", "pipe:1"));
        Speedometer speedometer = new Speedometer(job.progress(), job.what());
        Path original = inspection.footage().file();
        return Reading.encode(ffmpeg, "encode", original, inspection.container())
                .with(piece.seek())
                .run(
                        words,
                        Beat.listener(time -> speedometer.at(job.before().plus(time), job.all())));
    }
}
