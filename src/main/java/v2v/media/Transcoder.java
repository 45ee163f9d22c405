package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Library;
import v2v.item.Master;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.item.Renditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes all that a profile asks for of one work: encode, decode back, prove, then name it.
final class Transcoder {
    private final Ffmpeg ffmpeg;
    private final Progress progress;
    private final Clearance clearance;
    private final Profile profile;
    private final Plan plan;

    Transcoder(Ffmpeg ffmpeg, Progress progress, Clearance clearance, Profile profile) {
        this.ffmpeg = ffmpeg;
        this.progress = progress;
        this.clearance = clearance;
        this.profile = profile;
        this.plan = Plan.of(clearance.inspection(), profile);
    }

    /// A file that was made and proved and has no name in the release yet.
    record Proved(Path part, Rendition rendition) {}

    /// How the films were encoded.
    private record Made(QualitySearch.Found quality, String programs) {
        String tool(Copy copy) {
            boolean searched = copy.product() == Profile.Product.ACCESS && quality.decibels() > 0;
            return searched
                    ? String.format(
                            Locale.ROOT,
                            "%s; samples measured %.2f dB XPSNR at crf %d",
                            programs,
                            quality.decibels(),
                            quality.crf())
                    : programs;
        }
    }

    Renditions transcode(Library library) throws IOException {
        Workbench bench = Workbench.of(library, clearance);
        Optional<Workbench.Facts> kept = bench.recall(recipe());
        Workbench.Facts facts = kept.isPresent() ? kept.get() : make(bench);
        return new Renditions(
                clearance,
                library.relative(bench.release()),
                facts.files(),
                facts.master(),
                facts.made());
    }

    private Workbench.Facts make(Workbench bench) throws IOException {
        Master master = master(bench);
        List<Proved> proved = new ArrayList<>(films(bench));
        List<Rendition> files = proved.stream().map(Proved::rendition).toList();
        Workbench.Facts facts = new Workbench.Facts(recipe(), files, master, Instant.now());
        bench.finish(proved.stream().map(Proved::part).toList(), facts);
        return facts;
    }

    private @Nullable Master master(Workbench bench) throws IOException {
        Lossless lossless = plan.lossless();
        return lossless == null
                ? null
                : new Mastering(ffmpeg, progress, clearance, lossless).make(bench);
    }

    /// Picture and sound are encoded side by side, and so are the films proved.
    private List<Proved> films(Workbench bench) throws IOException {
        Film film = plan.film();
        if (film == null) {
            return List.of();
        }
        QualitySearch.Found quality = crf(film, bench);
        Filming filming = new Filming(ffmpeg, progress, plan, film, bench);
        Voices voices = sound(bench);
        Filming.Reels reels = filming.reels(quality.crf(), recipe());
        List<Together.Work<List<Proved>>> works = new ArrayList<>();
        for (int i = 0; i < film.copies().size(); i++) {
            Copy copy = film.copies().get(i);
            Path reel = reels.pictures().get(i);
            works.add(
                    () -> finish(bench, film, copy, reel, voices, new Made(quality, reels.tool())));
        }
        return Together.run(works).stream().flatMap(List::stream).toList();
    }

    private List<Proved> finish(
            Workbench bench, Film film, Copy copy, Path reel, Voices voices, Made made)
            throws IOException {
        Path part = bench.unfinished(copy.word() + ".webm");
        List<String> languages = List.of();
        new Muxing(ffmpeg, copy, clearance.tags(), languages).run(reel, voices.file(), part);
        Files.delete(reel);
        List<Proved> proved = new ArrayList<>();
        boolean access = copy.product() == Profile.Product.ACCESS;
        Poster poster = new Poster(copy.shape(), profile.poster());
        Path still = bench.unfinished("poster.webp");
        Files.deleteIfExists(still);
        Probe header = new Looking(ffmpeg).at(part).probe();
        Decoding decoding = new Decoding(ffmpeg, part);
        Decoding.Decoded decoded =
                decoding.made(
                        1 + voices.all().size(),
                        length(),
                        new Speedometer(progress, "proof"),
                        access ? poster.representative(length(), "file:" + still) : List.of());
        new Proof(clearance, film, copy, voices).of(header, decoded);
        proved.add(new Proved(part, rendition(film, copy, part, header, decoded, made)));
        if (access) {
            if (!Files.exists(still) || Files.size(still) == 0) {
                decoding.made(
                        1,
                        length(),
                        new Speedometer(progress, "poster"),
                        poster.middle(copy.frames(), "file:" + still));
            }
            if (!Files.exists(still)) {
                throw bad("no poster could be made of it");
            }
            poster.sign(still, clearance, new Looking(ffmpeg));
            proved.add(new Proved(still, poster(still, poster, copy)));
        }
        return proved;
    }

    /// The access copy's crf, searched where the profile gives a target.
    private QualitySearch.Found crf(Film film, Workbench bench) throws IOException {
        return switch (profile.video().quality()) {
            case Profile.Crf crf -> new QualitySearch.Found(crf.value(), 0);
            case Profile.Xpsnr target -> {
                boolean access = film.copies().getFirst().product() == Profile.Product.ACCESS;
                yield access
                        ? new QualitySearch(ffmpeg, progress, plan, film, bench)
                                .crf(target.decibels(), recipe())
                        : new QualitySearch.Found(0, 0);
            }
        };
    }

    private Voices sound(Workbench bench) throws IOException {
        Listening listening = plan.sound();
        if (listening.channels() == 0) {
            return Voices.NONE;
        }
        Path file = bench.unfinished("sound.mka");
        List<String> arguments =
                Source.ffmpeg(clearance.inspection().footage().file(), ffmpeg.limits());
        arguments.addAll(List.of("-filter_complex", listening.filter() + "[a]", "-map", "[a]"));
        int kbits = profile.sound().kbits() / (listening.channels() == 1 ? 2 : 1);
        arguments.addAll(List.of("-map_metadata", "-1", "-c:a", "libopus", "-b:a", kbits + "k"));
        arguments.addAll(List.of("-flags:a", "+bitexact", "-fflags", "+bitexact"));
        arguments.addAll(List.of("-f", "matroska", "-progress", "pipe:1", "file:" + file));
        Speedometer speedometer = new Speedometer(progress, "sound");
        try (Scratch scratch = Scratch.open()) {
            Child.Ending ending =
                    new Child(ffmpeg)
                            .run(
                                    "ffmpeg",
                                    arguments,
                                    scratch.folder(),
                                    Beat.listener(time -> speedometer.at(time, length())));
            if (ending.status() != 0) {
                throw bad("sound: " + ending.complaints().last());
            }
        }
        Decoding.Decoded decoded =
                new Decoding(ffmpeg, file)
                        .made(1, length(), new Speedometer(progress, "proof"), List.of());
        return new Voices(
                file, List.of(new Voice(listening.channels(), null, decoded.picture().end())));
    }

    private Rendition rendition(
            Film film, Copy copy, Path file, Probe header, Decoding.Decoded decoded, Made made)
            throws IOException {
        return new Rendition(
                copy.role(),
                copy.name(clearance.slug()),
                Mime.film(copy, header.claim(0).level(), !header.sounds().isEmpty()),
                Files.size(file),
                Workbench.digest(file),
                copy.shape().width(),
                copy.shape().height(),
                decoded.picture().frames(),
                copy.rate(),
                decoded.picture().length(),
                null,
                new Encoding(ffmpeg, film, profile, made.quality().crf()).command(),
                made.tool(copy));
    }

    private Rendition poster(Path file, Poster poster, Copy of) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-i", of.name(clearance.slug())));
        command.addAll(poster.representative(length(), Poster.NAME));
        return new Rendition(
                Rendition.Role.POSTER,
                Poster.NAME,
                "image/webp",
                Files.size(file),
                Workbench.digest(file),
                poster.width(),
                poster.height(),
                1,
                null,
                null,
                null,
                List.copyOf(command),
                ffmpeg.version());
    }

    private Duration length() {
        return clearance.inspection().decode().duration();
    }

    /// All that decides how the files come out.
    private String recipe() throws IOException {
        return String.join(
                "\n",
                clearance.inspection().footage().sha256().hex(),
                ffmpeg.version(),
                profile.toString(),
                plan.toString(),
                Muxing.document(clearance.tags()),
                clearance.xmp());
    }

    private Refusal bad(String message) {
        return new Refusal(
                Refusal.Code.RENDITION_BAD,
                clearance.inspection().footage().file().toString(),
                message.replaceFirst("[.]$", ""), // the encoder's own words may end with one
                "report this with the file's inspection (nothing was released)");
    }
}
