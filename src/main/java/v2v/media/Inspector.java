package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Progress;
import v2v.item.Quality;
import v2v.item.Track;
import v2v.item.Treatment;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks into one original: the header first, then every frame.
final class Inspector {
    /// A demuxer that guesses from a few bytes takes any rubbish for sound.
    private static final int GUESSED = 25;

    private final Ffmpeg ffmpeg;
    private final Progress progress;
    private final Footage footage;
    private final Verdict verdict;

    Inspector(Ffmpeg ffmpeg, Progress progress, Footage footage) {
        this.ffmpeg = ffmpeg;
        this.progress = progress;
        this.footage = footage;
        this.verdict = new Verdict(footage);
    }

    Inspection inspect(Profile profile) throws IOException {
        refuseChanged();
        Looking looking = new Looking(ffmpeg);
        Looking.Look look = looking.at(footage.file());
        Probe probe = look.probe();
        Track.Picture picture = picture(look, profile);
        List<Track.Sound> sounds = probe.sounds();
        Duration claimed = claimed(probe, picture == null ? sounds.getFirst() : picture);
        Glance glance = picture == null ? Glance.NOTHING : looking.glance(footage.file(), picture);
        Decoding.Decoded decoded =
                new Decoding(ffmpeg, footage.file(), probe.format())
                        .original(
                                picture,
                                sounds,
                                claimed,
                                new Speedometer(progress, "decode"),
                                this::refuseChanged);
        refuseChanged();
        refuseBad(decoded, profile, claimed, picture != null);
        Appraisal appraisal = Appraisal.of(probe, picture, glance, decoded);
        Quality quality = appraisal.quality();
        List<Inspection.Finding> findings =
                new ArrayList<>(
                        new Findings(probe, picture, decoded, quality).all(appraisal.scan()));
        if (picture != null) {
            Duration length = decoded.picture().length();
            ActiveArea.Seen seen =
                    new ActiveArea(ffmpeg).in(footage.file(), probe.container(), picture, length);
            quality = quality.within(seen.area());
            Optional.ofNullable(seen.finding()).ifPresent(findings::add);
        }
        Inspection found =
                new Inspection(
                        footage,
                        probe.container(),
                        probe.claimed(),
                        probe.tracks(),
                        picture == null ? null : picture.index(),
                        sounds.stream().map(Track.Sound::index).toList(),
                        facts(decoded),
                        appraisal.scan(),
                        timecode(probe, quality),
                        List.copyOf(findings),
                        quality,
                        Treatment.NONE,
                        Embedded.of(probe, footage.file()));
        Plan plan = Plan.of(found, profile);
        for (String note : plan.programmes().notes()) {
            findings.add(new Inspection.Finding(Inspection.Severity.NOTE, "SOUND_PLAN", note));
        }
        refuseChanged();
        return found.planned(plan.treatment(), findings);
    }

    private static @Nullable String timecode(Probe probe, Quality quality) {
        if (probe.timecode() != null) {
            return probe.timecode();
        }
        List<Quality.Timecode> meant = Timecodes.meant(quality.timecodes());
        return meant.isEmpty() ? null : meant.getFirst().start();
    }

    /// @throws v2v.item.Refusal when the footage is not what was accepted
    void refuseChanged() throws IOException {
        if (!Files.isRegularFile(footage.file())) {
            throw verdict.missing();
        }
        if (Files.size(footage.file()) != footage.bytes()
                || !Files.getLastModifiedTime(footage.file())
                        .toInstant()
                        .equals(footage.modified())) {
            throw verdict.changed();
        }
    }

    /// The picture to work on; null for sound alone, where the profile makes something of it.
    private Track.@Nullable Picture picture(Looking.Look look, Profile profile) throws IOException {
        Child.Ending ending = look.ending();
        List<String> said = ending.complaints().first();
        if (ending.outage()) {
            throw new IOException("looking into " + footage.file() + " was cut off: " + said);
        }
        if (ending.crashed()) {
            throw verdict.crashed();
        }
        if (ending.complaints().mentions("exceeds specified max pixel count")) {
            throw verdict.tooLarge(said.getFirst(), ffmpeg.limits().maxPixels());
        }
        refuseHungry(ending);
        if (!look.readable()) {
            boolean cut = ending.complaints().cutShort() && Source.begins(footage.file());
            throw cut ? verdict.noIndex(said) : verdict.notMedia(said);
        }
        Track.Picture picture = look.probe().picture();
        if (picture == null) {
            boolean guess = look.probe().score() <= GUESSED || look.probe().sounds().isEmpty();
            if (guess) {
                throw verdict.notMedia(said);
            }
            if (!ofSound(profile)) {
                throw verdict.soundOnly();
            }
            return null;
        }
        refuseUnshowable(look.probe(), picture, profile.video().hdr());
        return picture;
    }

    /// The bound is ours, and generous: a file that needs more is either made to, or a giant.
    private void refuseHungry(Child.Ending ending) {
        long bound = ffmpeg.limits().looking().memory();
        if (bound > 0 && ending.complaints().mentions("Cannot allocate memory")) {
            throw verdict.hungry(bound);
        }
    }

    private static boolean ofSound(Profile profile) {
        return profile.makes(Profile.Product.OPUS)
                || profile.makes(Profile.Product.FLAC)
                || profile.makes(Profile.Product.MASTER);
    }

    private void refuseUnshowable(Probe probe, Track.Picture picture, Profile.Dynamics dynamics) {
        long pixels = (long) picture.width() * picture.height();
        if (pixels > ffmpeg.limits().maxPixels()) {
            throw verdict.tooLarge(
                    picture.width() + " x " + picture.height(), ffmpeg.limits().maxPixels());
        }
        String obstacle =
                Colour.obstacle(picture, probe.claim(picture.index()).dolbyOnly(), dynamics);
        if (obstacle != null) {
            throw verdict.unsupported(obstacle);
        }
    }

    private void refuseBad(
            Decoding.Decoded decoded, Profile profile, Duration claimed, boolean pictured) {
        Complaints complaints = decoded.complaints();
        Timeline lead = decoded.measure().lead();
        if (decoded.ending().crashed()) {
            throw verdict.crashed();
        }
        refuseHungry(decoded.ending());
        boolean accept = profile.damage() == Profile.Damage.ACCEPT;
        boolean shorter = Shortfall.of(claimed, decoded.measure());
        if (complaints.cutShort() || (shorter && !accept)) {
            throw verdict.cut(claimed, lead.length(), complaints.first());
        }
        if (lead.frames() == 0) {
            throw complaints.count() == 0
                    ? pictured ? verdict.noFrame() : verdict.noSound()
                    : verdict.damaged(complaints.count(), complaints.first());
        }
        long errors = errors(decoded);
        if (!accept && (errors > 0 || decoded.ending().status() != 0)) {
            throw verdict.damaged(Math.max(1, errors), complaints.first());
        }
    }

    /// One Opus end-of-track line a sound track is FFmpeg's own fault.
    private static long errors(Decoding.Decoded decoded) {
        int tracks = decoded.measure().sounds().size();
        return decoded.complaints().count() + Math.max(0, decoded.complaints().opusEnds() - tracks);
    }

    private static Inspection.Decode facts(Decoding.Decoded decoded) {
        return new Inspection.Decode(
                decoded.picture().frames(),
                decoded.measure().lead().length(),
                decoded.measure().sound(),
                errors(decoded),
                decoded.complaints().first(),
                !decoded.picture().even());
    }

    /// The leading track's own claim where there is one: sound may rightly be longer.
    private static Duration claimed(Probe probe, Track lead) {
        Duration own = probe.claim(lead.index()).duration();
        Duration all = probe.claimed();
        if (own != null) {
            return own;
        }
        // A container's length spans its subtitles too, which are not decoded.
        boolean more =
                probe.tracks().stream()
                        .anyMatch(t -> t instanceof Track.Text || t instanceof Track.Data);
        return all == null || more ? Duration.ZERO : all;
    }
}
