package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What was measured on the decoded frames and samples of an original, beside the count of them.
///
/// Every list is in the order of time or of the tracks, and is cut after [#MOST] entries: a
/// technical report, not a log.
///
/// @param fields null for a work of sound alone
/// @param black stretches of black picture
/// @param frozen stretches in which the picture does not move
/// @param active the part of the picture that is not letter or pillar box, in stored samples after
///   the blanking lines; null when it is all of it
/// @param blanking lines of vertical blanking at the top of the stored picture (SMPTE ST 356)
/// @param concealed frames that the decoder had to repair
/// @param repeated frames that ask to be shown longer (soft telecine, `repeat_pict`)
/// @param colourAssumed what was not tagged and is taken by rule, as `primaries/transfer/matrix`;
///   null when all of it was tagged
public record Quality(
        @Nullable Fields fields,
        List<Span> black,
        List<Span> frozen,
        @Nullable Area active,
        int blanking,
        long concealed,
        long repeated,
        @Nullable String colourAssumed,
        List<Hearing> sounds,
        List<Timecode> timecodes,
        List<Words> words) {
    /// The longest list that is kept.
    public static final int MOST = 200;

    /// Nothing was measured: for works of earlier versions, and for tests.
    public static final Quality NONE =
            new Quality(
                    null, List.of(), List.of(), null, 0, 0, 0, null, List.of(), List.of(),
                    List.of());

    /// The same with the part of the picture that is not box.
    public Quality within(@Nullable Area area) {
        return new Quality(
                fields,
                black,
                frozen,
                area,
                blanking,
                concealed,
                repeated,
                colourAssumed,
                sounds,
                timecodes,
                words);
    }

    /// What the header says of the fields and what the frames say.
    ///
    /// @param header the container's word: progressive, tt, bb, tb, bt or unknown
    /// @param top frames whose top field came first
    /// @param windows the same votes for parts of the work, so that a mixture can be seen
    /// @param segmented progressive pictures that are carried as two fields (PsF)
    public record Fields(
            String header,
            long top,
            long bottom,
            long progressive,
            long undetermined,
            List<Window> windows,
            Cadence cadence,
            boolean segmented) {}

    /// The votes of one part of the work.
    public record Window(
            Duration start, long top, long bottom, long progressive, long undetermined) {}

    /// How film was brought to video.
    public enum Cadence {
        NONE,
        /// Only flags say that fields are to be repeated; the frames are the film's.
        SOFT_TELECINE,
        /// Repeated fields are in the picture (3:2).
        HARD_TELECINE
    }

    /// Times from the first frame.
    public record Span(Duration start, Duration end) {}

    /// A rectangle in samples and lines.
    public record Area(int left, int top, int width, int height) {}

    /// What one sound track sounds like (EBU R 128, ITU-R BS.1770).
    ///
    /// @param track its index in the file
    /// @param loudness integrated, LUFS; null where it is silent or too short to be measured
    /// @param range loudness range, LU
    /// @param truePeak dBTP; null where it is silent
    /// @param silent not one sample that can be heard
    /// @param silence stretches without sound
    /// @param twin index of an earlier track with the same sound; null when there is none
    /// @param dualMono its two channels are the same
    public record Hearing(
            int track,
            @Nullable Double loudness,
            @Nullable Double range,
            @Nullable Double truePeak,
            boolean silent,
            List<Span> silence,
            @Nullable Integer twin,
            boolean dualMono) {}

    /// A start timecode (SMPTE ST 12-1).
    ///
    /// @param source mxf, tmcd, dv, gop, sei or tag; `gop` and `sei` lie in the picture's own
    ///   stream (MPEG-2; H.264 and HEVC)
    /// @param start `hh:mm:ss:ff`, with `;` before the frames when frames are dropped
    public record Timecode(String source, String start) {}

    /// Words that the file carries beside the picture.
    ///
    /// @param track index in the file; the picture's where they ride in its frames
    public record Words(Kind kind, int track, @Nullable String language) {
        /// The kinds.
        public enum Kind {
            CEA_608,
            CEA_708,
            /// Subtitles as text, in whatever form.
            TEXT,
            /// Subtitles as pictures (DVB, DVD, PGS): reported, not read.
            PICTURES,
            /// Teletext pages: reported, not read.
            TELETEXT
        }
    }
}
