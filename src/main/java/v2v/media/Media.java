package v2v.media;

import v2v.item.Clearance;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Library;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Renditions;
import v2v.item.Ticket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The two stages of this room, each at once or in parts. They fork children, so they must be
/// called by a platform thread; an interrupt ends the child at once
/// ([java.io.InterruptedIOException]).
public final class Media {
    private static final String PAGES = "log";

    private final Library library;
    private final Ffmpeg ffmpeg;
    private final Profiles profiles;
    private final Progress progress;

    /// Ties the room to one library.
    ///
    /// @param progress hears `decode`, `AV1`, `proof`
    public Media(Library library, Ffmpeg ffmpeg, Profiles profiles, Progress progress) {
        this(ffmpeg.within(library), library, profiles, progress);
    }

    private Media(Ffmpeg within, Library library, Profiles profiles, Progress progress) {
        this.library = library;
        this.ffmpeg = within;
        this.profiles = profiles;
        this.progress = progress;
    }

    /// The same for a machine that helps: the folders in which its children run lie here, for those
    /// in `work/` are the owner's to clear away, and a share need not have links.
    ///
    /// @param temporary this process's own
    public Media away(Path temporary) {
        return new Media(ffmpeg.away(library, temporary), library, profiles, progress);
    }

    /// Ends what a node that died may have left running for this library, and clears away the
    /// folders that it ran in. For the process that owns the library, before the first stage.
    public void clear() throws IOException {
        ffmpeg.grounds().clear();
    }

    private Logbook book(Ticket work) {
        return new Logbook(library.root(), library.log(work.item(), work.version()));
    }

    private Ffmpeg working(Footage footage) {
        return ffmpeg.logged(book(footage));
    }

    /// The same where each run is written down below a folder of its own.
    private Ffmpeg apart(Path own) throws IOException {
        Path pages = own.resolve(PAGES);
        if (!Files.isDirectory(pages)) {
            Files.createDirectory(pages);
        }
        return ffmpeg.logged(new Logbook(library.root(), pages, true));
    }

    private Profile profile(Footage footage) {
        return profiles.named(footage.profile(), footage.file().toString());
    }

    /// Looks into an accepted original: its header, then every frame. What was found, or why it is
    /// refused, is also written down for people ([Library#reports]).
    ///
    /// @throws Refusal when it is not what can be made into what its profile asks for
    /// @throws IOException when the machine is at fault; worth another try
    public Inspection inspect(Footage footage) throws IOException {
        Profile profile = profile(footage);
        try {
            Inspection inspection = look(working(footage), footage, profile);
            report(inspection);
            return inspection;
        } catch (Refusal refusal) {
            report(footage, refusal);
            throw refusal;
        }
    }

    /// The same look from a machine that helps: nothing is written but the log of it, below a
    /// folder of its own.
    ///
    /// @param own a folder that is there; when it is taken away, this ends
    /// @throws Refusal when it is not what can be made into what its profile asks for
    /// @throws IOException when the machine is at fault; worth another try
    public Inspection look(Footage footage, Path own) throws IOException {
        Profile profile = profile(footage);
        Path mine = own.toAbsolutePath().normalize();
        return Handwork.watched(mine, () -> look(apart(mine), footage, profile));
    }

    /// Writes down for people what was found.
    public void report(Inspection inspection) throws IOException {
        Report.write(library, inspection.footage(), Report.of(inspection));
    }

    /// Writes down for people why it is refused.
    public void report(Footage footage, Refusal refusal) throws IOException {
        Report.write(library, footage, Report.of(footage, refusal));
    }

    private Inspection look(Ffmpeg working, Footage footage, Profile profile) throws IOException {
        return new Inspector(working, progress, footage).inspect(profile);
    }

    /// Looks into an original and says what its profile would do with it; nothing is written.
    ///
    /// @throws Refusal when it is not what anything can be made of
    /// @throws IOException when the machine is at fault
    public Outline plan(Footage footage) throws IOException {
        Profile profile = profile(footage);
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
        Profile profile = profile(footage);
        new Inspector(ffmpeg, progress, footage).refuseChanged();
        Workbench bench = Workbench.of(library, clearance);
        Workbench.Facts facts =
                new Transcoder(working(footage), progress, clearance, profile).transcode(bench);
        return new Renditions(
                clearance,
                library.relative(bench.release()),
                facts.files(),
                facts.master(),
                facts.made());
    }

    /// How this work is divided. No child is started for it.
    ///
    /// @param longerThan what is not is one part
    public Parts shared(Clearance clearance, Duration longerThan) {
        Profile profile = profile(clearance.inspection().footage());
        return Parts.of(Plan.of(clearance.inspection(), profile), longerThan);
    }

    /// Does one part of a work, on any machine that sees the library and the original. Nothing is
    /// written but below a folder of its own.
    ///
    /// @param own a folder that is there and empty, on the library's file system; when it is taken
    ///   away, this ends
    /// @throws Refusal when a file did not come out right
    /// @throws IOException when the machine is at fault; worth another try
    public Delivered part(Clearance clearance, Part part, Path own) throws IOException {
        Footage footage = clearance.inspection().footage();
        Profile profile = profile(footage);
        new Inspector(ffmpeg, progress, footage).refuseChanged();
        Path mine = own.toAbsolutePath().normalize();
        Ffmpeg apart = apart(mine);
        Transcoder transcoder = new Transcoder(apart, progress, clearance, profile);
        Workbench bench = Workbench.apart(library, clearance, mine);
        return new Handwork(transcoder, bench, apart).of(part);
    }

    /// Takes over what was made elsewhere, for the process that owns the library: its files go
    /// where they would lie had it been made here, its log into the work's. A part that is there
    /// already stays as it is. What is left below the folder is the caller's to delete.
    ///
    /// @param own the maker's folder
    /// @throws IOException when it is not what should have come
    public void adopt(Clearance clearance, Part part, Delivered delivered, Path own)
            throws IOException {
        Profile profile = profile(clearance.inspection().footage());
        Transcoder transcoder = new Transcoder(ffmpeg, progress, clearance, profile);
        Path theirs = own.toAbsolutePath().normalize();
        new Adoption(transcoder, Workbench.of(library, clearance)).of(part, delivered, theirs);
        evidence(clearance, part.name(), own);
    }

    /// Takes over the log of what was run elsewhere for a work, as of a part that failed.
    ///
    /// @param part of it, one word for the names: lower-case letters, digits, `-`
    /// @param own the maker's folder
    public void evidence(Ticket work, String part, Path own) throws IOException {
        book(work).take(own.resolve(PAGES), part);
    }

    /// What [#transcode] gives, of a work whose last part was taken over.
    ///
    /// @throws IOException when a file of it is not there
    public Renditions renditions(Clearance clearance, Delivered delivered) throws IOException {
        Workbench bench = Workbench.of(library, clearance);
        Delivered.Made made = delivered.made();
        if (made == null || !bench.holds(made.files())) {
            throw new IOException("the files of " + clearance.folderName() + " are not all there");
        }
        return new Renditions(
                clearance,
                library.relative(bench.release()),
                made.files(),
                made.master(),
                made.instant());
    }
}
