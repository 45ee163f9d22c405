package v2v.media;

import v2v.item.Progress;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Encodes the picture of one piece: the original is decoded once, and every copy is made of it.
///
/// @param crf of the access copy
record Encoding(Ffmpeg ffmpeg, Film film, Profile profile, int crf) {
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
        command.addAll(List.of("-i", "<original>"));
        List<String> outputs =
                film.copies().stream().map(copy -> "<" + copy.word() + ">.ivf").toList();
        command.addAll(recipe(Piece.all(0), film.copies(), outputs));
        return List.copyOf(command);
    }

    /// @param borders where the witnesses of the piece's borders are written
    Child.Ending run(
            Path original,
            Piece piece,
            List<Copy> copies,
            List<Path> outputs,
            Path borders,
            Job job)
            throws IOException {
        List<String> arguments = Source.ffmpeg(original, ffmpeg.limits());
        arguments.addAll(arguments.indexOf("-i"), piece.seek());
        arguments.addAll(
                recipe(piece, copies, outputs.stream().map(path -> "file:" + path).toList()));
        if (piece.clock() != null) {
            arguments.addAll(List.of("-map", "[b]", "-fps_mode:v", "passthrough"));
            arguments.addAll(List.of("-f", "framemd5", "file:" + borders));
        }
        arguments.addAll(List.of("-progress", "pipe:1"));
        Speedometer speedometer = new Speedometer(job.progress(), job.what());
        try (Scratch scratch = Scratch.open()) {
            Child.Listener beats =
                    Beat.listener(time -> speedometer.at(job.before().plus(time), job.all()));
            return new Child(ffmpeg).run("ffmpeg", arguments, scratch.folder(), beats);
        }
    }
}
