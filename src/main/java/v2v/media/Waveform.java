package v2v.media;

import v2v.item.Clearance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The poster of a work of sound alone: how loud it is over its time.
final class Waveform {
    static final Shape SHAPE = new Shape(1280, 720, 0, 0);

    private static final String GROUND = "0x12202f";
    private static final String WAVE = "0xf2b84b";

    /// The picture filter keeps every sample until the end: so many a second are enough for a line
    /// a column, and an hour of them is a few megabytes.
    private static final int SAMPLES = 2000;

    private final Ffmpeg ffmpeg;
    private final Profile.Poster profile;

    Waveform(Ffmpeg ffmpeg, Profile.Poster profile) {
        this.ffmpeg = ffmpeg;
        this.profile = profile;
    }

    /// Draws a sound file's picture and signs it.
    void make(Path sound, Path still, Clearance clearance) throws IOException {
        List<String> words = new ArrayList<>(draw("file:" + still));
        words.addAll(List.of("-progress", "pipe:1"));
        Child.Ending ending =
                Reading.look(ffmpeg, "waveform", sound, "ogg").run(words, line -> true);
        if (ending.outage()) {
            throw new IOException("drawing the sound was cut off: " + ending.complaints().last());
        }
        Webp.sign(still, SHAPE, "the picture of the sound", clearance, new Looking(ffmpeg));
    }

    /// The recorded command.
    List<String> command(String sound) {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-i", sound));
        command.addAll(draw(Poster.NAME));
        return List.copyOf(command);
    }

    /// The filter draws means of the samples without their signs; so they may lose them first, and
    /// then most of their number.
    private List<String> draw(String output) {
        String size = SHAPE.width() + "x" + SHAPE.height();
        String wave =
                String.format(
                        Locale.ROOT,
                        "[0:a:0]aformat=sample_fmts=fltp:channel_layouts=mono,"
                                + "aeval=exprs=abs(val(0)),aresample=%d,"
                                + "showwavespic=s=%s:colors=%s:scale=sqrt:draw=full,format=rgba[w]",
                        SAMPLES,
                        size,
                        WAVE);
        String ground = "color=c=" + GROUND + ":s=" + size + ",format=rgba[g]";
        String both =
                "[g][w]overlay=format=rgb," + Webp.picture(SHAPE.width(), SHAPE.height()) + "[p]";
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-filter_complex",
                                String.join(";", wave, ground, both),
                                "-map",
                                "[p]"));
        arguments.addAll(Webp.write(profile.quality(), output));
        return arguments;
    }
}
