package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Inspection;
import v2v.item.Master;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.media.words.Subtitles;
import v2v.media.words.Timing;
import v2v.media.words.Vtt;

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

    /// What was found out before; null when nothing was.
    private final @Nullable Prepared given;

    /// What comes out otherwise than the profile asks, for the report.
    private final List<String> notes = new ArrayList<>();

    Transcoder(Ffmpeg ffmpeg, Progress progress, Clearance clearance, Profile profile) {
        this(ffmpeg, progress, clearance, profile, null);
    }

    private Transcoder(
            Ffmpeg ffmpeg,
            Progress progress,
            Clearance clearance,
            Profile profile,
            @Nullable Prepared given) {
        this.ffmpeg = ffmpeg;
        this.progress = progress;
        this.clearance = clearance;
        this.profile = profile;
        this.plan = Plan.of(clearance.inspection(), profile);
        this.given = given;
    }

    /// The same for a work whose pieces were made by what this says.
    Transcoder given(Prepared prepared) {
        return new Transcoder(ffmpeg, progress, clearance, profile, prepared);
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

    Workbench.Facts transcode(Workbench bench) throws IOException {
        Optional<Workbench.Facts> kept = bench.recall(recipe());
        return kept.isPresent() ? kept.get() : make(bench);
    }

    /// What came out otherwise than it was asked for, for the report.
    List<String> notes() {
        return List.copyOf(notes);
    }

    Plan plan() {
        return plan;
    }

    private Workbench.Facts make(Workbench bench) throws IOException {
        // first, because a fault in a file of words should not be found after hours of encoding
        List<Proved> words = words(bench);
        Master master = master(bench);
        Film film = plan.film();
        List<Proved> proved = new ArrayList<>(film == null ? sounds(bench) : films(bench, film));
        proved.addAll(words);
        ReadBack readBack = new ReadBack(ffmpeg, bench.library(), clearance);
        for (Proved file : proved) {
            readBack.of(file.rendition(), file.part());
        }
        List<Rendition> files = proved.stream().map(Proved::rendition).toList();
        if (files.isEmpty()) {
            throw new Refusal(
                    Refusal.Code.RENDITION_BAD,
                    clearance.inspection().footage().file().toString(),
                    "the profile '" + profile.name() + "' makes nothing of this work",
                    "order it with another profile, such as --profile access");
        }
        if (!bench.apart()) {
            Inspection inspection = clearance.inspection();
            Report.write(bench.library(), inspection.footage(), Report.of(inspection, notes));
        }
        Workbench.Facts facts = new Workbench.Facts(recipe(), files, master, Instant.now());
        bench.finish(proved.stream().map(Proved::part).toList(), facts);
        return facts;
    }

    /// Made once: a restart finds it again.
    Soundtrack.Made sound(Workbench bench) throws IOException {
        Optional<Soundtrack.Made> kept = bench.sounded(recipe());
        if (kept.isPresent()) {
            return kept.get();
        }
        Soundtrack.Made made = soundtrack().make(bench.own());
        bench.sounded(recipe(), made);
        return made;
    }

    private Soundtrack soundtrack() {
        boolean alone = plan.film() == null;
        List<Programme> all = plan.programmes().all();
        return new Soundtrack(ffmpeg, progress, clearance, profile, all, alone);
    }

    @Nullable Master master(Workbench bench) throws IOException {
        Mastering mastering = mastering();
        return mastering == null ? null : mastering.make(bench);
    }

    /// How the lossless copy is made; null when the profile keeps nothing.
    @Nullable Mastering mastering() {
        Lossless lossless = plan.lossless();
        return lossless == null ? null : new Mastering(ffmpeg, progress, clearance, lossless);
    }

    private List<Proved> sounds(Workbench bench) throws IOException {
        Soundtrack.Made sound = sound(bench);
        notes.addAll(sound.notes());
        List<Proved> proved = new ArrayList<>(sound.products());
        proved.addAll(picturesOfSound(bench, sound));
        return proved;
    }

    /// The pictures of all films, and how they were encoded.
    private record Encoded(Filming.Reels reels, Made made) {}

    /// One decode makes all films; then each is put together and proved, side by side. The sound is
    /// made beside the pictures: it keeps one processor busy at most, and so does a decoder in
    /// front of an encoder now and then.
    private List<Proved> films(Workbench bench, Film film) throws IOException {
        Together.Both<Soundtrack.Made, Encoded> both =
                Together.both(() -> sound(bench), () -> encode(bench, film));
        Soundtrack.Made sound = both.one();
        Encoded encoded = both.other();
        notes.addAll(sound.notes());
        notes.addAll(missed(encoded.made().quality()));
        List<Together.Work<List<Proved>>> works = new ArrayList<>();
        for (int i = 0; i < film.copies().size(); i++) {
            Copy copy = film.copies().get(i);
            Path reel = encoded.reels().pictures().get(i);
            works.add(() -> finish(bench, film, copy, reel, sound, encoded.made()));
        }
        List<Proved> proved = new ArrayList<>();
        Together.run(works).forEach(proved::addAll);
        proved.addAll(sound.products());
        return proved;
    }

    /// A target that no crf reaches is not a fault, and must not go unsaid either.
    private List<String> missed(QualitySearch.Found found) {
        if (!(profile.video().quality() instanceof Profile.Xpsnr target)
                || found.crf() == 0 // nothing was searched: there is no access copy
                || found.near(target.decibels())) {
            return List.of();
        }
        return List.of(
                String.format(
                        Locale.ROOT,
                        "the access copy measures %.2f dB XPSNR at crf %d, the best that is tried;"
                                + " %.2f were asked for",
                        found.decibels(),
                        found.crf(),
                        target.decibels()));
    }

    private Encoded encode(Workbench bench, Film film) throws IOException {
        Prepared known = given == null ? prepare(bench, film) : given;
        Filming.Reels reels = filming(bench, film).reels(known);
        return new Encoded(reels, new Made(known.quality(), reels.tool()));
    }

    private Filming filming(Workbench bench, Film film) {
        return new Filming(ffmpeg, progress, plan, film, bench);
    }

    /// What must be known before any piece is made.
    private Prepared prepare(Workbench bench, Film film) throws IOException {
        String digest = Recipe.digest(recipe());
        Optional<Prepared> kept = bench.prepared(digest);
        return kept.isPresent()
                ? kept.get()
                : filming(bench, film).prepare(crf(film, bench), digest);
    }

    /// The same where it is all that is wanted; and that all words can be read.
    Prepared prepare(Workbench bench) throws IOException {
        words(bench);
        Prepared found = prepare(bench, film());
        bench.prepared(found);
        return found;
    }

    /// The pieces of this work's film.
    Filming filming(Workbench bench) {
        return filming(bench, film());
    }

    private Film film() {
        Film film = plan.film();
        if (film == null) {
            throw new IllegalStateException("a work without a film has no pieces");
        }
        return film;
    }

    private List<Proved> finish(
            Workbench bench, Film film, Copy copy, Path reel, Soundtrack.Made sound, Made made)
            throws IOException {
        Path part = bench.unfinished(copy.word() + ".webm");
        List<Programme> programmes = plan.programmes().all();
        new Muxing(ffmpeg, copy, clearance.tags(), programmes)
                .run(reel, sound.intermediate(), part);
        Files.delete(reel);
        List<Together.Work<List<Proved>>> works = new ArrayList<>();
        works.add(() -> prove(bench, film, copy, part, sound, made));
        if (copy.equals(film.copies().getFirst()) && profile.makes(Profile.Product.POSTER)) {
            // beside the proof: a poster of a film that fails it goes the same way
            works.add(() -> List.of(poster(bench, copy, part)));
        }
        return Together.run(works).stream().flatMap(List::stream).toList();
    }

    private List<Proved> prove(
            Workbench bench, Film film, Copy copy, Path part, Soundtrack.Made sound, Made made)
            throws IOException {
        List<Programme> programmes = plan.programmes().all();
        boolean first = copy.equals(film.copies().getFirst());
        boolean board = first && profile.makes(Profile.Product.STORYBOARD);
        Storyboard small = Storyboard.of(copy.shape(), played(copy), profile.storyboard());
        Path sheet = bench.unfinished("storyboard.webp");
        new ReadBack(ffmpeg, bench.library(), clearance)
                .discreet(copy.name(clearance.slug()), part);
        Probe header = new Looking(ffmpeg).at(part).probe();
        Decoding.Decoded decoded =
                new Decoding(ffmpeg, part, "matroska")
                        .made(
                                1 + programmes.size(),
                                length(),
                                new Speedometer(progress, "proof of " + copy.word()),
                                board ? small.output("file:" + sheet, copy) : List.of());
        new Proof(clearance, film, copy, programmes, sound.lengths()).of(header, decoded);
        List<Proved> proved = new ArrayList<>();
        proved.add(new Proved(part, rendition(film, copy, part, header, decoded, made)));
        if (board) {
            proved.addAll(storyboard(bench, copy, small, sheet));
        }
        return proved;
    }

    private static Duration played(Copy copy) {
        return Duration.ofNanos(Math.round(copy.frames() * 1e9 / copy.rate().value()));
    }

    private Proved poster(Workbench bench, Copy copy, Path film) throws IOException {
        Path still = bench.unfinished("poster.webp");
        Poster poster = new Poster(ffmpeg, copy, profile.poster());
        Poster.Film source = new Poster.Film(film, played(copy), copy.keyDistance());
        Duration time = poster.make(source, still, clearance);
        List<String> command = poster.command(copy.name(clearance.slug()), time);
        return still(Rendition.Role.POSTER, Poster.NAME, still, poster.shape(), command);
    }

    private List<Proved> storyboard(Workbench bench, Copy copy, Storyboard small, Path sheet)
            throws IOException {
        Webp.sign(sheet, small.shape(), "the storyboard", clearance, new Looking(ffmpeg));
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-i", copy.name(clearance.slug())));
        command.addAll(small.output(Storyboard.NAME, copy));
        Path map = bench.unfinished("storyboard.vtt");
        Files.writeString(map, small.map(played(copy), Notice.of(clearance)));
        return List.of(
                still(
                        Rendition.Role.STORYBOARD,
                        Storyboard.NAME,
                        sheet,
                        small.shape(),
                        List.copyOf(command)),
                text(Rendition.Role.STORYBOARD_MAP, Storyboard.MAP, map, null));
    }

    /// A work of sound alone is stood for by the picture of its wave.
    private List<Proved> picturesOfSound(Workbench bench, Soundtrack.Made sound)
            throws IOException {
        if (!profile.makes(Profile.Product.POSTER)) {
            return List.of();
        }
        for (Proved product : sound.products()) {
            if (product.rendition().name().endsWith(".opus")) {
                Path still = bench.unfinished("poster.webp");
                Waveform waveform = new Waveform(ffmpeg, profile.poster());
                waveform.make(product.part(), still, clearance);
                List<String> command = waveform.command(product.rendition().name());
                return List.of(
                        still(Rendition.Role.POSTER, Poster.NAME, still, Waveform.SHAPE, command));
            }
        }
        return List.of();
    }

    private List<Proved> words(Workbench bench) throws IOException {
        if (!profile.makes(Profile.Product.WORDS)) {
            return List.of();
        }
        progress.at("words", -1, 0);
        List<Proved> proved = new ArrayList<>();
        for (Wording.Found found : new Wording(ffmpeg).of(clearance.inspection())) {
            Subtitles words = found.words();
            String language = words.language();
            Timing.of(words, clearance.inspection().decode().duration())
                    .forEach(odd -> notes.add(odd.message() + "; " + odd.fix()));
            Path part = bench.unfinished(language + ".vtt");
            Files.writeString(
                    part, Vtt.write(words, Notice.of(clearance, language, found.origin())));
            String name = "subtitles/" + clearance.slug() + "." + language + ".vtt";
            proved.add(text(Rendition.Role.WORDS, name, part, language));
        }
        return proved;
    }

    private Proved still(
            Rendition.Role role, String name, Path file, Shape shape, List<String> command)
            throws IOException {
        return new Proved(
                file,
                new Rendition(
                        role,
                        name,
                        "image/webp",
                        Files.size(file),
                        Workbench.digest(file),
                        shape.width(),
                        shape.height(),
                        1,
                        null,
                        null,
                        null,
                        command,
                        ffmpeg.version()));
    }

    private Proved text(Rendition.Role role, String name, Path file, @Nullable String language)
            throws IOException {
        return new Proved(
                file,
                new Rendition(
                        role,
                        name,
                        "text/vtt",
                        Files.size(file),
                        Workbench.digest(file),
                        0,
                        0,
                        0,
                        null,
                        null,
                        language,
                        List.of(),
                        "V2V"));
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

    private Rendition rendition(
            Film film, Copy copy, Path file, Probe header, Decoding.Decoded decoded, Made made)
            throws IOException {
        return new Rendition(
                copy.equals(film.copies().getFirst()) ? Rendition.Role.ACCESS : copy.role(),
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
                new Encoding(ffmpeg, film, profile, Integer.toString(made.quality().crf()))
                        .command(),
                made.tool(copy));
    }

    private Duration length() {
        return clearance.inspection().decode().duration();
    }

    /// All that decides how the files come out.
    String recipe() throws IOException {
        return Recipe.of(clearance, profile, ffmpeg.version(), soundtrack());
    }
}
