package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Inspection;
import v2v.item.Track;
import v2v.item.Treatment;
import v2v.item.Treatment.Act;
import v2v.item.Treatment.Nature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What will be done to an original, decided before anything is run.
///
/// @param film null where the work has no picture or the profile makes none
/// @param lossless what becomes of the original in the archive; null when the profile keeps nothing
record Plan(
        Inspection inspection,
        Profile profile,
        @Nullable Film film,
        Programmes programmes,
        @Nullable Lossless lossless) {
    static Plan of(Inspection inspection, Profile profile) {
        Track.Picture picture = inspection.chosenPicture().orElse(null);
        boolean moving =
                profile.makes(Profile.Product.ACCESS)
                        || profile.makes(Profile.Product.COMPATIBLE)
                        || profile.makes(Profile.Product.PROXY);
        List<Track.Sound> sounds =
                inspection.tracks().stream()
                        .filter(Track.Sound.class::isInstance)
                        .map(Track.Sound.class::cast)
                        .filter(sound -> inspection.sounds().contains(sound.index()))
                        .toList();
        return new Plan(
                inspection,
                profile,
                picture == null || !moving ? null : Film.of(inspection, picture, profile),
                Programmes.of(sounds, inspection.quality(), profile.sound()),
                profile.makes(Profile.Product.MASTER) ? Lossless.of(inspection, profile) : null);
    }

    /// The same for the rights and for people.
    Treatment treatment() {
        List<Act> acts = new ArrayList<>();
        if (lossless != null) {
            acts.add(technical("master", lossless.act(), lossless.why()));
        }
        if (film != null) {
            head(film, acts);
            film.copies().forEach(copy -> copy(film, copy, acts));
        }
        acts.addAll(programmes.acts());
        return new Treatment(profile.name(), List.copyOf(acts));
    }

    /// The programs that will be run, with `<original>` and the like for paths.
    List<Outline.Command> commands(Ffmpeg ffmpeg) {
        List<Outline.Command> commands = new ArrayList<>();
        if (lossless != null && lossless.convert()) {
            commands.add(new Outline.Command("master", lossless.command()));
        }
        if (film != null) {
            String crf =
                    switch (profile.video().quality()) {
                        case Profile.Crf set -> Integer.toString(set.value());
                        case Profile.Xpsnr target -> "<searched>";
                    };
            Encoding encoding = new Encoding(ffmpeg, film, profile, crf);
            commands.add(new Outline.Command("film", encoding.command()));
        }
        if (!programmes.all().isEmpty()) {
            commands.add(
                    new Outline.Command("sound", Soundtrack.planned(programmes.all(), profile)));
        }
        if (film != null) {
            for (Copy copy : film.copies()) {
                commands.add(
                        new Outline.Command(
                                copy.word(),
                                new Muxing(ffmpeg, copy, Map.of(), programmes.all()).command()));
            }
        }
        return List.copyOf(commands);
    }

    private static Act technical(String output, String what, String why) {
        return new Act(Nature.TECHNICAL, output, what, why);
    }

    private void head(Film film, List<Act> acts) {
        Track.Picture picture = film.picture();
        Shape stored = Shape.of(picture, Integer.MAX_VALUE);
        if (stored.cropped()) {
            acts.add(
                    technical(
                            "film",
                            "the " + stored.cropTop() + " lines above the picture are left out",
                            "they are vertical blanking, not picture (SMPTE ST 356)"));
        }
        if (picture.rotation() != 0) {
            acts.add(
                    technical(
                            "film",
                            "turned by " + picture.rotation() + " degrees",
                            "the file says that it must be shown so"));
        }
        switch (film.fields()) {
            case NONE -> {}
            case TFF, BFF ->
                    acts.add(
                            technical(
                                    "film",
                                    film.rate().each() == 2
                                            ? "every field becomes a picture (bwdif)"
                                            : "every frame becomes a picture (bwdif)",
                                    "the frames are interlaced, "
                                            + (film.fields() == Film.Fields.TFF ? "top" : "bottom")
                                            + " field first"));
            case TELECINED ->
                    acts.add(
                            technical(
                                    "film",
                                    "the film's own frames are put together again (fieldmatch,"
                                            + " decimate)",
                                    "they were spread over fields by 3:2 pull-down"));
        }
        if (!film.rate().exact() && film.fields() != Film.Fields.TELECINED) {
            acts.add(
                    technical(
                            "film",
                            "frames are repeated or left out to keep an even rate of "
                                    + hertz(film.rate().rate().value()),
                            "the source's frames come unevenly"));
        }
        if (film.colour().assumed()) {
            acts.add(
                    technical(
                            "film",
                            "colours are taken as "
                                    + film.colour().primaries()
                                    + "/"
                                    + film.colour().transfer()
                                    + "/"
                                    + film.colour().matrix(),
                            "the file does not say all of it"));
        }
    }

    private void copy(Film film, Copy copy, List<Act> acts) {
        Shape shape = copy.shape();
        acts.add(
                technical(
                        copy.word(),
                        String.format(
                                Locale.ROOT,
                                "%s, %d x %d square samples, %s, %s",
                                copy.vp9() ? "VP9 8 bit 4:2:0" : "AV1 10 bit 4:2:0",
                                shape.width(),
                                shape.height(),
                                hertz(copy.rate().value()),
                                quality(copy)),
                        "open formats that anybody may play"));
        Shape stored = Shape.of(film.picture(), Integer.MAX_VALUE);
        if (shape.height() < stored.height()) {
            acts.add(
                    technical(
                            copy.word(),
                            "scaled down from " + stored.width() + " x " + stored.height(),
                            "the profile's max-lines"));
        }
        if (copy.mapped()) {
            acts.add(
                    technical(
                            copy.word(),
                            "high dynamic range is mapped to standard range",
                            "8-bit players can not show it"));
        }
    }

    private String quality(Copy copy) {
        if (copy.product() == Profile.Product.ACCESS) {
            return switch (profile.video().quality()) {
                case Profile.Crf crf -> "crf " + crf.value();
                case Profile.Xpsnr target -> "crf searched for XPSNR " + target.decibels() + " dB";
            };
        }
        return "crf " + copy.crf(profile, "");
    }

    private static String hertz(double rate) {
        return String.format(Locale.ROOT, "%.3f pictures a second", rate)
                .replaceFirst("\\.?0+ ", " ");
    }

    /// The source frames of a piece, so that each begins with a key frame of every copy.
    long pieceFrames() {
        Film it = film;
        if (it == null) {
            return Long.MAX_VALUE;
        }
        double rate = it.rate().source().value();
        long group = Math.max(1, Math.round(profile.video().keyframeSeconds() * rate));
        return Math.ceilDiv(Math.round(profile.chunks().seconds() * rate), group) * group;
    }

    /// Whether the work is long enough to be cut, and may be.
    boolean inPieces() {
        return film != null
                && film.divisible()
                && inspection.decode().duration().toSeconds() >= profile.chunks().fromSeconds();
    }
}
