package v2v.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One run of `ffmpeg` over one file, in a folder of its own that is gone afterwards.
///
/// @param what it is for: one word, for the log
/// @param family the demuxer that the first look found; no other may open the file
/// @param before options of the input
record Reading(
        Ffmpeg ffmpeg, String what, Path file, String family, Budget budget, List<String> before) {
    /// Looks at the finished run while its folder is still there.
    interface After<T> {
        /// Takes what the run left.
        T of(Child.Ending ending, Path folder) throws IOException;
    }

    /// With what a look may take of the machine.
    static Reading look(Ffmpeg ffmpeg, String what, Path file, String family) {
        return new Reading(ffmpeg, what, file, family, ffmpeg.limits().looking(), List.of());
    }

    /// With what an encode may take of the machine.
    static Reading encode(Ffmpeg ffmpeg, String what, Path file, String family) {
        return new Reading(ffmpeg, what, file, family, ffmpeg.limits().encoding(), List.of());
    }

    /// The same with these options of the input.
    Reading with(List<String> options) {
        return new Reading(ffmpeg, what, file, family, budget, options);
    }

    /// Runs to the end.
    ///
    /// @param words all that follows the input
    Child.Ending run(List<String> words, Child.Listener listener) throws IOException {
        return run(words, listener, (ending, folder) -> ending);
    }

    <T> T run(List<String> words, Child.Listener listener, After<T> after) throws IOException {
        try (Scratch scratch = ffmpeg.scratch()) {
            List<String> arguments =
                    new ArrayList<>(Source.ffmpeg(scratch.holding(file), ffmpeg.limits(), family));
            arguments.addAll(arguments.indexOf("-i"), before);
            arguments.addAll(words);
            Child.Ending ending =
                    new Child(ffmpeg)
                            .run(
                                    new Child.Run(
                                            "ffmpeg", what, arguments, scratch.folder(), budget),
                                    listener);
            return after.of(ending, scratch.folder());
        }
    }
}
