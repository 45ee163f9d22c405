package v2v.pipeline;

import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Clearance;
import v2v.item.Footage;
import v2v.item.Progress;
import v2v.item.Relative;
import v2v.media.Ffmpeg;
import v2v.media.Media;
import v2v.media.Part;
import v2v.media.Profiles;
import v2v.pipeline.crew.Asked;
import v2v.pipeline.crew.Labour;

import java.io.IOException;
import java.nio.file.Path;

/// What a worker does for [SharedMedia].
public final class MediaLabour implements Labour {
    private final Ffmpeg ffmpeg;
    private final Path temporary;

    /// With these programs.
    ///
    /// @param temporary a folder of this process's own, on this machine
    public MediaLabour(Ffmpeg ffmpeg, Path temporary) {
        this.ffmpeg = ffmpeg;
        this.temporary = temporary;
    }

    @Override
    public String encoder() throws IOException {
        return ffmpeg.fingerprint();
    }

    @Override
    public JsonNode work(Place place, Asked asked, Path own, Progress progress) throws IOException {
        Relative share = new Relative(place.share());
        SharedMedia.Work work = share.read(asked.work(), SharedMedia.Work.class);
        Profiles profiles = Profiles.of(work.profiles());
        Media media = new Media(place.library(), ffmpeg, profiles, progress).away(temporary);
        Part part = work.part();
        return share.tree(
                part == null
                        ? media.look(share.read(work.ticket(), Footage.class), own)
                        : media.part(share.read(work.ticket(), Clearance.class), part, own));
    }
}
