package v2v.media;

import v2v.item.Clearance;
import v2v.item.Finding;
import v2v.item.Leaks;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.media.words.Vtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Opens every finished file once more, as it lies on the disk, before it gets its name: it must
/// carry the licence, and nothing that nobody said for the public.
///
/// | carrier | files | what must be there |
/// |---|---|---|
/// | tags of the container | films, Opus, FLAC, the master | LICENSE, COPYRIGHT, TERMS_OF_USE |
/// | XMP packet | poster, storyboard | the packet of the clearance, byte for byte |
/// | note | WebVTT | credit, licence; of words also language and origin |
/// | none | hashes of frames, which stay in the archive | |
///
/// What leaves the archive is searched by [Leaks]: all tags, the packet and the note. The words of
/// subtitles are content. The master stays, with all that its original says of itself.
final class ReadBack {
    static final List<String> LEGAL = List.of("LICENSE", "COPYRIGHT", "TERMS_OF_USE");

    /// In what a file carries its licence.
    enum Carrier {
        TAGS,
        XMP,
        NOTE,
        NONE
    }

    private final Ffmpeg ffmpeg;
    private final Clearance clearance;
    private final Leaks leaks;

    ReadBack(Ffmpeg ffmpeg, Library library, Clearance clearance) {
        this(ffmpeg, library, clearance, Leaks.Machine.here());
    }

    /// @param machine whose names may not be public
    ReadBack(Ffmpeg ffmpeg, Library library, Clearance clearance, Leaks.Machine machine) {
        this.ffmpeg = ffmpeg;
        this.clearance = clearance;
        String publisher = clearance.tags().getOrDefault("PUBLISHER", "");
        this.leaks = Leaks.of(clearance, library, machine, List.of(publisher));
    }

    static Carrier carrier(Rendition.Role role) {
        return switch (role) {
            case ACCESS, COMPATIBLE, PROXY, SOUND, LOSSLESS, MASTER -> Carrier.TAGS;
            case POSTER, STORYBOARD -> Carrier.XMP;
            case WORDS, STORYBOARD_MAP -> Carrier.NOTE;
            case FRAME_HASHES -> Carrier.NONE;
        };
    }

    private static boolean leaves(Rendition.Role role) {
        return switch (role) {
            case MASTER, FRAME_HASHES -> false;
            case ACCESS,
                    COMPATIBLE,
                    PROXY,
                    SOUND,
                    LOSSLESS,
                    POSTER,
                    STORYBOARD,
                    STORYBOARD_MAP,
                    WORDS ->
                    true;
        };
    }

    /// @throws Refusal `TAG_LOST` or `PRIVATE_DATA_IN_OUTPUT`
    void of(Rendition rendition, Path file) throws IOException {
        switch (carrier(rendition.role())) {
            case TAGS -> tags(rendition, Tags.of(ffmpeg, file));
            case XMP -> packet(rendition, Files.readAllBytes(file));
            case NOTE -> note(rendition, Files.readString(file));
            case NONE -> {}
        }
    }

    /// Searches the tags of a film, before anything else is asked of it.
    void discreet(String name, Path file) throws IOException {
        discreet(name, Tags.of(ffmpeg, file));
    }

    private void discreet(String name, Tags tags) {
        List<Finding> found = new ArrayList<>();
        for (Tags.Tag tag : tags.all()) {
            String place = tag.place() + ", tag " + tag.key();
            leaks.in(tag.entry()).forEach(leak -> found.add(Leaks.finding(name, place, leak)));
        }
        refuse(found);
    }

    private void tags(Rendition rendition, Tags tags) {
        for (String key : LEGAL) {
            String planned = clearance.tags().get(key);
            String there = tags.first(key).orElse("");
            if (planned != null && !planned.equals(there)) {
                throw lost(rendition, "the tag " + key, there, planned);
            }
        }
        if (leaves(rendition.role())) {
            discreet(rendition.name(), tags);
        }
    }

    private void packet(Rendition rendition, byte[] webp) {
        String there = WebpXmp.read(webp).orElse("");
        if (!there.equals(clearance.xmp())) {
            throw lost(rendition, "the XMP packet", there, clearance.xmp());
        }
        List<Finding> found = new ArrayList<>();
        leaks.in(there).forEach(l -> found.add(Leaks.finding(rendition.name(), "XMP", l)));
        if (WebpXmp.camera(webp)) {
            Leaks.Leak camera = new Leaks.Leak(Leaks.Kind.SERIAL, "Exif\u2026");
            found.add(Leaks.finding(rendition.name(), "chunk EXIF of a camera", camera));
        }
        refuse(found);
    }

    private void note(Rendition rendition, String document) {
        List<String> notes = Vtt.notes(document);
        String missing = Notice.missing(notes, clearance, rendition);
        if (missing != null) {
            throw lost(rendition, "the note", String.join(" / ", notes), missing);
        }
        List<Finding> found = new ArrayList<>();
        for (String line : notes) {
            leaks.in(Map.entry("note", line))
                    .forEach(l -> found.add(Leaks.finding(rendition.name(), "NOTE", l)));
        }
        refuse(found);
    }

    private String original() {
        return clearance.inspection().footage().file().toString();
    }

    private void refuse(List<Finding> found) {
        if (!found.isEmpty()) {
            throw new Refusal(original(), found.stream().distinct().toList());
        }
    }

    private Refusal lost(Rendition rendition, String what, String there, String planned) {
        return new Refusal(
                Refusal.Code.TAG_LOST,
                original(),
                "%s of %s reads '%s' and should read '%s'"
                        .formatted(what, rendition.name(), there, planned),
                "report this with the file's inspection (nothing was released)");
    }
}
