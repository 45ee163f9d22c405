package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What is really in the file: the header's claims, and a decode of the whole of it.
///
/// @param container FFmpeg's demuxer name, first word
/// @param claimed duration that the header claims; null when it claims none
/// @param picture index of the chosen picture track; null when there is none
/// @param sounds indexes of the sound tracks, all of them, in file order
/// @param decode of the picture; of the sound alone where there is no picture
/// @param timecode SMPTE ST 12 start timecode, when the file carries one
/// @param treatment what will be done with it, as its profile asks
/// @param embedded what the file says about the work itself: tags, UMID, origin; by field of the
///   record where there is one
public record Inspection(
        Footage footage,
        String container,
        @Nullable Duration claimed,
        List<Track> tracks,
        @Nullable Integer picture,
        List<Integer> sounds,
        Decode decode,
        Scan scan,
        @Nullable String timecode,
        List<Finding> findings,
        Quality quality,
        Treatment treatment,
        List<Record.Provenance> embedded)
        implements Ticket {
    public Inspection {
        // tickets that wait from before these were measured
        quality = Objects.requireNonNullElse(quality, Quality.NONE);
        treatment = Objects.requireNonNullElse(treatment, Treatment.NONE);
        embedded = Objects.requireNonNullElse(embedded, List.of());
    }

    /// What a decode of every frame found.
    ///
    /// @param frames decoded picture frames
    /// @param duration from the first frame's time to the end of the last
    /// @param soundDuration the longest sound track's decoded length; zero without sound
    /// @param errors lines that the decoder complained with
    /// @param firstErrors at most ten of them
    /// @param variableRate true when the frames are not evenly spaced
    public record Decode(
            long frames,
            Duration duration,
            Duration soundDuration,
            long errors,
            List<String> firstErrors,
            boolean variableRate) {}

    /// One remark of the inspection, for the QC report.
    public record Finding(Severity severity, String code, String text) {}

    public enum Severity {
        FINE,
        NOTE,
        LOOK
    }

    /// The same with what will be done about it.
    public Inspection planned(Treatment plan, List<Finding> remarks) {
        return new Inspection(
                footage,
                container,
                claimed,
                tracks,
                picture,
                sounds,
                decode,
                scan,
                timecode,
                List.copyOf(remarks),
                quality,
                plan,
                embedded);
    }

    public Optional<Track.Picture> chosenPicture() {
        return tracks.stream()
                .filter(t -> picture != null && t.index() == picture)
                .filter(Track.Picture.class::isInstance)
                .map(Track.Picture.class::cast)
                .findFirst();
    }

    @Override
    public String item() {
        return footage.item();
    }

    @Override
    public int version() {
        return footage.version();
    }
}
