package v2v.media;

import v2v.item.Clearance;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Library;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Renditions;

import java.io.IOException;

/// The two stages of this room. Both fork children, so both must be called by a platform thread; an
/// interrupt ends the child at once ([java.io.InterruptedIOException]).
public final class Media {
    private final Library library;
    private final Ffmpeg ffmpeg;
    private final Profiles profiles;
    private final Progress progress;

    /// Ties the room to one library.
    ///
    /// @param progress hears `decode`, `AV1`, `proof`
    public Media(Library library, Ffmpeg ffmpeg, Profiles profiles, Progress progress) {
        this.library = library;
        this.ffmpeg = ffmpeg.within(library);
        this.profiles = profiles;
        this.progress = progress;
    }

    /// Ends what a node that died may have left running for this library, and clears away the
    /// folders that it ran in. For the process that owns the library, before the first stage.
    public void clear() throws IOException {
        ffmpeg.grounds().clear();
    }

    private Ffmpeg working(Footage footage) {
        return ffmpeg.working(library, footage.item(), footage.version());
    }

    /// Looks into an accepted original: its header, then every frame. What was found, or why it is
    /// refused, is also written down for people ([Library#reports]).
    ///
    /// @throws Refusal when it is not what can be made into what its profile asks for
    /// @throws IOException when the machine is at fault; worth another try
    public Inspection inspect(Footage footage) throws IOException {
        Profile profile = profiles.named(footage.profile(), footage.file().toString());
        try {
            Inspection inspection = look(working(footage), footage, profile);
            Report.write(library, footage, Report.of(inspection));
            return inspection;
        } catch (Refusal refusal) {
            Report.write(library, footage, Report.of(footage, refusal));
            throw refusal;
        }
    }

    private Inspection look(Ffmpeg working, Footage footage, Profile profile) throws IOException {
        return new Inspector(working, progress, footage).inspect(profile);
    }

    /// Looks into an original and says what its profile would do with it; nothing is written.
    ///
    /// @throws Refusal when it is not what anything can be made of
    /// @throws IOException when the machine is at fault
    public Outline plan(Footage footage) throws IOException {
        Profile profile = profiles.named(footage.profile(), footage.file().toString());
        Inspection inspection = look(ffmpeg, footage, profile);
        Plan plan = Plan.of(inspection, profile);
        return new Outline(inspection, plan.treatment(), plan.commands(ffmpeg));
    }

    /// Makes the public files of a cleared work and proves them. Files that an earlier run proved
    /// are kept.
    ///
    /// @throws v2v.item.Refusal when a file did not come out right
    /// @throws IOException when the machine is at fault; worth another try
    public Renditions transcode(Clearance clearance) throws IOException {
        Footage footage = clearance.inspection().footage();
        Profile profile = profiles.named(footage.profile(), footage.file().toString());
        new Inspector(ffmpeg, progress, footage).refuseChanged();
        return new Transcoder(working(footage), progress, clearance, profile).transcode(library);
    }
}
