package v2v.media;

import v2v.item.Footage;
import v2v.item.Refusal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The sentences with which the inspection turns footage away: what is wrong, which file, what to
/// do now.
final class Verdict {
    private static final String AGAIN = "ask for the file again and check its checksum";

    private final String file;

    Verdict(Footage footage) {
        this.file = footage.file().toString();
    }

    private Refusal say(Refusal.Code code, String message, String fix) {
        return new Refusal(code, file, message, fix);
    }

    Refusal missing() {
        return say(
                Refusal.Code.FILE_MISSING,
                "the file is no longer where it was when it was accepted",
                "put it back, or order it again from its new place");
    }

    Refusal changed() {
        return say(
                Refusal.Code.FILE_CHANGED,
                "the file was changed after it was accepted",
                "order it again when nobody writes to it any more");
    }

    Refusal notMedia(List<String> said) {
        return say(
                Refusal.Code.NOT_MEDIA,
                "this is not a media file that an archive would hold" + because(said),
                "check that the right file was delivered: the contents count, not the name");
    }

    Refusal noIndex(List<String> said) {
        return say(
                Refusal.Code.TRUNCATED,
                "the file ends before the part that says what is in it" + because(said),
                AGAIN);
    }

    Refusal soundOnly() {
        return say(
                Refusal.Code.NO_PICTURE,
                "the file holds sound but no moving picture that can be decoded",
                "order it with a profile for sound, such as --profile audio");
    }

    Refusal noSound() {
        return say(
                Refusal.Code.NO_PICTURE,
                "the file announces a sound track, but nothing of it can be decoded",
                AGAIN);
    }

    Refusal noFrame() {
        return say(
                Refusal.Code.NO_PICTURE,
                "the file announces a picture track, but there is not one frame in it",
                AGAIN);
    }

    Refusal cut(Duration claimed, Duration decoded, List<String> said) {
        return say(
                Refusal.Code.TRUNCATED,
                String.format(
                        Locale.ROOT,
                        "the file promises %.3f s but only %.3f s can be decoded%s",
                        seconds(claimed),
                        seconds(decoded),
                        because(said)),
                AGAIN);
    }

    Refusal damaged(long errors, List<String> said) {
        return say(
                Refusal.Code.DAMAGED,
                "the decoder complained " + errors + " times" + because(said),
                "ask for the file again or, if this is the best copy there is, set damage: accept"
                        + " in the profile");
    }

    Refusal crashed() {
        return say(
                Refusal.Code.DAMAGED,
                "the decoder crashed on this file",
                "ask for the file again, and do not open this one with other programs");
    }

    Refusal tooLarge(String size, long maxPixels) {
        return say(
                Refusal.Code.PICTURE_TOO_LARGE,
                "the picture is too large: more than " + maxPixels + " samples (" + size + ")",
                "if it is genuine, raise media.max-megapixels in v2v.properties");
    }

    Refusal hungry(long bytes) {
        return say(
                Refusal.Code.PICTURE_TOO_LARGE,
                "the file can not be decoded within " + (bytes >> 20) + " MB of memory",
                "if it is genuine, raise media.max-memory in v2v.properties");
    }

    Refusal unsupported(String what) {
        return say(
                Refusal.Code.PICTURE_UNSUPPORTED,
                "the picture is "
                        + what
                        + ", which would come out with wrong brightness and"
                        + " colours",
                "deliver a standard dynamic range version (Rec. 709 or Rec. 601)");
    }

    private static String because(List<String> said) {
        return said.isEmpty() ? "" : " (" + said.getFirst() + ")";
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
