package v2v.pipeline;

import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Clearance;
import v2v.item.Footage;
import v2v.item.Progress;
import v2v.item.Relative;
import v2v.item.Settings;
import v2v.media.Ffmpeg;
import v2v.media.Media;
import v2v.media.Part;
import v2v.media.Profiles;
import v2v.pipeline.crew.Asked;
import v2v.pipeline.crew.Labour;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What a worker does for [SharedMedia].
public final class MediaLabour implements Labour {
    private final Ffmpeg ffmpeg;
    private final String version;
    private final Path temporary;
    private final Map<String, String> here;

    /// With these programs.
    ///
    /// @param temporary a folder of this process's own, on this machine
    /// @param version of the program: machines of another do not fit together
    /// @param own settings of this machine, which win over the node's
    public MediaLabour(String version, Ffmpeg ffmpeg, Path temporary, Map<String, String> own) {
        this.version = version;
        this.ffmpeg = ffmpeg;
        this.temporary = temporary;
        here = Map.copyOf(own);
    }

    @Override
    public String encoder() throws IOException {
        return encoder(version, ffmpeg);
    }

    /// What decides how files come out.
    public static String encoder(String version, Ffmpeg ffmpeg) throws IOException {
        return "V2V " + version + ", " + ffmpeg.fingerprint();
    }

    @Override
    public JsonNode work(Place place, Asked asked, Path own, Progress progress) throws IOException {
        Relative share = new Relative(place.share());
        SharedMedia.Work work = share.read(asked.work(), SharedMedia.Work.class);
        Profiles profiles = Profiles.of(work.profiles());
        Map<String, String> bounds = new HashMap<>(work.limits());
        bounds.putAll(here);
        Ffmpeg bounded = ffmpeg.bounded(Settings.of("the node's v2v.properties", bounds));
        Media media = new Media(place.library(), bounded, profiles, progress).away(temporary);
        Part part = work.part();
        return share.tree(
                part == null
                        ? media.look(share.read(work.ticket(), Footage.class), own)
                        : media.part(share.read(work.ticket(), Clearance.class), part, own));
    }
}
