package v2v.bench;

import v2v.item.Inspection;
import v2v.item.Progress;
import v2v.item.Rendition;
import v2v.item.Renditions;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The search for the crf that gives a wanted XPSNR in a long programme, as a share of the encode
/// that it is for. Goal: <= 15 %.
///
/// The programme is a tape of one minute, played again and again; the search is run on all of it,
/// the encode on one minute, and its time is multiplied. That minute, compared frame by frame with
/// what the film should be, says how near the search came with its samples. (The encode's processor
/// time holds its proof too.)
///
/// `java -cp target/test-classes:target/v2v/v2v.jar v2v.bench.SearchBench [MINUTES] [DECIBELS]
/// [SIZE]`, from the project's folder, after `./v2v --version` and `mvn test-compile`.
public final class SearchBench {
    private static final Pattern CRF = Pattern.compile("-crf '?([0-9]+)");

    private final Hand hand;
    private final Path minute;
    private final Path tape;

    private SearchBench(Hand hand, int minutes, String size) throws IOException {
        this.hand = hand;
        minute = hand.file("minute.mkv");
        tape = hand.file("tape.mkv");
        Path mxf = hand.file("minute.mxf");
        hand.tape(mxf, 60, size);
        hand.run("-i " + mxf + " -an -c copy " + minute);
        hand.run("-stream_loop -1 -i " + mxf + " -t " + minutes * 60 + " -an -c copy " + tape);
    }

    /// Prints the share and what was found.
    public static void main(String[] arguments) throws IOException {
        int minutes = Hand.argument(arguments, 0, 20);
        String decibels = arguments.length > 1 ? arguments[1] : "36";
        String size = arguments.length > 2 ? arguments[2] : "720:576";
        Hand.bench(hand -> new SearchBench(hand, minutes, size).measure(minutes, decibels));
    }

    private void measure(int minutes, String decibels) throws IOException {
        Set<String> probes = new LinkedHashSet<>();
        CountDownLatch encoding = new CountDownLatch(1);
        Progress progress =
                (what, fraction, speed) -> {
                    if (what.startsWith("search")) {
                        probes.add(what);
                    } else if (what.startsWith("encode")) {
                        encoding.countDown();
                    }
                };
        String wanted = "make: access\nvideo: {quality: {xpsnr: " + decibels + "}}";
        House house = House.of(hand.file("search"), wanted, progress);
        Inspection inspection = house.inspect(tape);
        Hand.Cost search = Hand.cost(() -> until(encoding, house, inspection));
        String crf = crf(house.library().log(inspection.item(), inspection.version()));
        Hand.say("search in %d minutes: %s, %s", minutes, search, probes);
        encode(crf, decibels, new Hand.Cost(search.seconds() / minutes, search.cpu() / minutes));
    }

    /// Runs all that comes before the encode, and stops when that begins.
    private static void until(CountDownLatch begun, House house, Inspection inspection)
            throws IOException {
        FutureTask<Renditions> task = new FutureTask<>(() -> house.transcode(inspection));
        Thread worker = Thread.ofPlatform().start(task);
        try {
            while (!begun.await(20, TimeUnit.MILLISECONDS) && !task.isDone()) {}
            worker.interrupt();
            worker.join();
            if (begun.getCount() > 0) {
                task.get(); // throws why
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    /// What the encoder was given, from the log.
    private static String crf(Path log) throws IOException {
        try (Stream<Path> pages = Files.list(log)) {
            for (Path page : pages.filter(p -> p.toString().contains("-encode")).toList()) {
                Matcher found = CRF.matcher(Files.readString(page));
                if (found.find()) {
                    return found.group(1);
                }
            }
        }
        throw new IOException("no encode was begun: " + log);
    }

    /// @param search what it took for each minute of the programme
    private void encode(String crf, String decibels, Hand.Cost search) throws IOException {
        List<Long> beats = new ArrayList<>();
        Progress progress =
                (what, fraction, speed) -> {
                    if (what.startsWith("proof") && beats.isEmpty()) {
                        beats.add(System.nanoTime());
                    }
                };
        String set = "make: access\nvideo: {quality: {crf: " + crf + "}}";
        House house = House.of(hand.file("encode"), set, progress);
        Inspection inspection = house.inspect(minute);
        Renditions[] made = new Renditions[1];
        long start = System.nanoTime();
        double cpu = Hand.cost(() -> made[0] = house.transcode(inspection)).cpu();
        Hand.Cost encode = new Hand.Cost((beats.getFirst() - start) / 1e9, cpu);
        Rendition film = made[0].access();
        double whole = hand.xpsnr(minute, House.graph(film), house.access(made[0]));
        Hand.say(
                "encode of a minute at crf %s: %s; of that the search is %s (goal 0.15)",
                crf, encode, search.over(encode));
        Hand.say("all of its frames measure %.2f dB, %s were wanted", whole, decibels);
    }
}
