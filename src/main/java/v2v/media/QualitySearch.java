package v2v.media;

import v2v.item.Progress;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the largest crf at which the access copy is as close to the original as the profile asks.
///
/// Short samples, spread over the work, are brought to the copy's form once and kept losslessly;
/// each probe encodes them and compares (XPSNR of the luma, Helmrich et al. 2020). Both sides are
/// compared in 8 bits: with 10, FFmpeg's filter gives figures that mean nothing (measured: 0.65 dB
/// for an encode of 33.9 dB). A figure below [#IMPLAUSIBLE] says that the pictures do not lie on
/// each other, and is never taken for a bad encode.
final class QualitySearch {
    /// Encodes of moving pictures that are this far from their source do not exist.
    private static final double IMPLAUSIBLE = 15;

    private static final int SAMPLES = 6;
    private static final double SAMPLE_SECONDS = 2;
    private static final int MOST_PROBES = 6;

    /// As close as this is close enough.
    private static final double NEAR = 0.15;

    /// What one step of crf is worth, dB, in the middle of real footage (0.04 to 0.37 measured);
    /// only where the search starts.
    private static final double STEP = 0.17;

    private static final int BEST = 8;
    private static final int WORST = 60;
    private static final int FIRST = 32;
    private static final double SHIFT = 8;
    private static final double ROOM = FIRST + SHIFT;

    private static final List<String> SAMPLES_LISTED =
            List.of("-f", "concat", "-safe", "0", "-i", "samples.txt");

    private static final Pattern LUMA = Pattern.compile("XPSNR y: *([0-9.]+|inf)");

    private final Ffmpeg ffmpeg;
    private final Progress progress;
    private final Plan plan;
    private final Film film;
    private final Copy copy;
    private final Workbench bench;

    QualitySearch(Ffmpeg ffmpeg, Progress progress, Plan plan, Film film, Workbench bench) {
        this.ffmpeg = ffmpeg;
        this.progress = progress;
        this.plan = plan;
        this.film = film;
        this.copy = film.copies().getFirst();
        this.bench = bench;
    }

    /// What was found.
    ///
    /// @param decibels measured at it
    record Found(int crf, double decibels) {
        boolean near(double target) {
            return decibels >= target - NEAR / 3;
        }
    }

    /// Looks for the crf; probes that an earlier run made are not made again.
    Found crf(double target, String recipe) throws IOException {
        TreeMap<Integer, Double> scores = new TreeMap<>(bench.probes(recipe));
        int next = FIRST;
        for (int probe = 0; probe < MOST_PROBES && !scores.containsKey(next); probe++) {
            scores.put(next, score(next));
            bench.probes(recipe, scores);
            next = guess(scores, target);
        }
        return best(scores, target);
    }

    /// The worst that is good enough; where none is, the best there is.
    private static Found best(NavigableMap<Integer, Double> scores, double target) {
        return scores.descendingMap().entrySet().stream()
                .map(QualitySearch::found)
                .filter(found -> found.near(target))
                .findFirst()
                .orElseGet(() -> found(scores.firstEntry()));
    }

    private static Found found(Map.Entry<Integer, Double> entry) {
        return new Found(entry.getKey(), entry.getValue());
    }

    /// Where to look next: between the nearest good and the nearest bad probe; what was probed
    /// already, when nothing better can be expected.
    static int guess(NavigableMap<Integer, Double> scores, double target) {
        Integer good = null;
        Integer bad = null;
        for (Map.Entry<Integer, Double> entry : scores.entrySet()) {
            if (entry.getValue() >= target) {
                good = entry.getKey();
            } else if (bad == null) {
                bad = entry.getKey();
            }
        }
        if (good != null && scores.getOrDefault(good, 0.0) - target <= NEAR) {
            return good;
        }
        if (good == null) {
            int first = scores.firstKey();
            double missing = target - scores.firstEntry().getValue();
            return Math.max(BEST, Math.min(first - 1, at(place(first) - missing / step(scores))));
        }
        if (bad == null) {
            int last = scores.lastKey();
            double spare = scores.lastEntry().getValue() - target;
            return Math.min(WORST, Math.max(last + 1, at(place(last) + spare / step(scores))));
        }
        double high = scores.getOrDefault(good, 0.0);
        double low = scores.getOrDefault(bad, 0.0);
        double share = (high - target) / (high - low);
        int between = at(place(good) + (place(bad) - place(good)) * share);
        return bad <= good ? good : Math.clamp(between, good, bad - 1);
    }

    /// Where a crf lies on a scale on which the decibels fall evenly: the encoder's quantiser grows
    /// evenly with small crf, so that its logarithm counts, and by powers with large ones.
    private static double place(int crf) {
        return crf < FIRST ? FIRST + ROOM * Math.log((crf + SHIFT) / ROOM) : crf;
    }

    private static int at(double place) {
        double crf = place < FIRST ? ROOM * Math.exp((place - FIRST) / ROOM) - SHIFT : place;
        return (int) Math.floor(crf + 1e-9);
    }

    /// What one step was worth between the probes so far.
    private static double step(NavigableMap<Integer, Double> scores) {
        double steps = place(scores.lastKey()) - place(scores.firstKey());
        double decibels = scores.firstEntry().getValue() - scores.lastEntry().getValue();
        return steps > 0 && decibels > 0 ? decibels / steps : STEP;
    }

    private double score(int crf) throws IOException {
        List<Path> samples = samples();
        Path probe = bench.unfinished("probe.ivf");
        try (Scratch scratch = ffmpeg.scratch()) {
            list(samples, scratch);
            List<String> encode = new ArrayList<>(Source.QUIET);
            encode.addAll(SAMPLES_LISTED);
            encode.addAll(List.of("-map", "0:v"));
            encode.addAll(copy.encoder(plan.profile(), Integer.toString(crf)));
            encode.addAll(List.of("-f", "ivf", "-progress", "pipe:1", "file:" + probe));
            run(encode, scratch, "crf " + crf);
            return likeness(probe, scratch, "crf " + crf);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void list(List<Path> samples, Scratch scratch) throws IOException {
        StringBuilder text = new StringBuilder("ffconcat version 1.0\n");
        for (Path sample : samples) {
            text.append("file '").append(quoted(sample)).append("'\n");
        }
        Files.writeString(scratch.folder().resolve("samples.txt"), text);
    }

    /// How close an encode is to these samples, dB.
    double likeness(Path encoded, List<Path> samples) throws IOException {
        try (Scratch scratch = ffmpeg.scratch()) {
            list(samples, scratch);
            return likeness(encoded, scratch, "comparison");
        }
    }

    private double likeness(Path encoded, Scratch scratch, String what) throws IOException {
        List<String> compare = new ArrayList<>(Source.QUIET);
        compare.addAll(List.of("-f", "ivf", "-i", "file:" + encoded));
        compare.addAll(SAMPLES_LISTED);
        String even = "setpts=N/(" + copy.rate() + "*TB),format=yuv420p";
        String graph = "[0:v]" + even + "[d];[1:v]" + even + "[r];[d][r]xpsnr=stats_file=xpsnr.txt";
        compare.addAll(List.of("-filter_complex", graph));
        compare.addAll(List.of("-f", "null", "-progress", "pipe:1", "-"));
        run(compare, scratch, what);
        double score = luma(scratch.folder().resolve("xpsnr.txt"));
        if (score < IMPLAUSIBLE) {
            throw new Refusal(
                    Refusal.Code.RENDITION_BAD,
                    plan.inspection().footage().file().toString(),
                    String.format(
                            Locale.ROOT,
                            "a sample encode measures %.1f dB, which no encode does: the"
                                    + " pictures can not be compared",
                            score),
                    "set video.quality: {crf: 32} in the profile and report this");
        }
        return score;
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "'\\''");
    }

    /// Of the whole sequence: the mean of the distances, not of the decibels.
    static double luma(Path stats) throws IOException {
        double distance = 0;
        long frames = 0;
        try (Stream<String> lines = Files.lines(stats)) {
            for (String line : lines.toList()) {
                Matcher matcher = LUMA.matcher(line);
                if (line.startsWith("n:") && matcher.find()) {
                    String value = matcher.group(1);
                    distance += value.equals("inf") ? 0 : Math.pow(10, -number(value) / 10);
                    frames++;
                }
            }
        }
        if (frames == 0) {
            throw new IOException("XPSNR compared no frame");
        }
        return distance == 0 ? 100 : -10 * Math.log10(distance / frames);
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    /// Made once; a short work is its own sample.
    private List<Path> samples() throws IOException {
        double length = plan.inspection().decode().duration().toNanos() / 1e9;
        boolean all = length <= SAMPLES * SAMPLE_SECONDS;
        List<Path> samples = new ArrayList<>();
        List<Together.Work<Path>> missing = new ArrayList<>();
        for (int i = 0; i < (all ? 1 : SAMPLES); i++) {
            Path sample = bench.find("sample-" + i + ".nut");
            samples.add(sample);
            // not from the very start or end, which are often black
            double start = all ? 0 : length * (i + 0.5) / SAMPLES - SAMPLE_SECONDS / 2;
            Path part = bench.unfinished("sample-" + i + ".nut");
            if (!Files.exists(sample)) {
                missing.add(() -> sample(part, sample, start, all));
            }
        }
        Together.run(missing);
        return samples;
    }

    private Path sample(Path unfinished, Path sample, double start, boolean all)
            throws IOException {
        Path original = plan.inspection().footage().file();
        List<String> part = List.of();
        if (!all) {
            String length = String.format(Locale.ROOT, "%.3f", SAMPLE_SECONDS);
            part = List.of("-ss", String.format(Locale.ROOT, "%.3f", start), "-t", length);
        }
        List<String> arguments = new ArrayList<>();
        Piece piece = Piece.all(plan.inspection().decode().frames());
        arguments.addAll(List.of("-filter_complex", film.graph(piece, List.of(copy))));
        arguments.addAll(List.of("-map", "[v0]", "-c:v", "ffv1", "-level", "3", "-slices", "4"));
        arguments.addAll(List.of("-coder", "0", "-context", "0", "-fps_mode:v", "passthrough"));
        arguments.addAll(List.of("-f", "nut", "-progress", "pipe:1"));
        arguments.add("file:" + unfinished);
        check(
                Reading.encode(ffmpeg, "sample", original, plan.inspection().container())
                        .with(part)
                        .run(arguments, Beat.listener(time -> {})),
                "samples");
        bench.keep(unfinished, sample);
        return sample;
    }

    private void run(List<String> arguments, Scratch scratch, String what) throws IOException {
        progress.at("search: " + what, -1, 0);
        Budget budget = ffmpeg.limits().encoding();
        Child.Run run = new Child.Run("ffmpeg", "search", arguments, scratch.folder(), budget);
        check(new Child(ffmpeg).run(run, Beat.listener(time -> {})), what);
    }

    private static void check(Child.Ending ending, String what) throws IOException {
        if (ending.status() != 0) {
            throw new IOException(
                    "the search for the quality failed ("
                            + what
                            + "): "
                            + ending.complaints().last());
        }
    }
}
