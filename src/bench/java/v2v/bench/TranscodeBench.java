package v2v.bench;

import v2v.Program;
import v2v.item.Inspection;
import v2v.item.Progress;
import v2v.media.Outline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// All products of one programme (AV1, VP9, poster, storyboard, inspection), proved, against two
/// other ways to the same, in the same run:
///
/// - one after another with plain FFmpeg commands, each a process and a decode of its own, as
///   PeerTube or Archivematica make them: same filters and encoders, same quality settings, but
///   without the threading options that those systems do not give. Without any look at the results,
///   and with one decode of each film. Goal: <= 0.70 x the wall time.
/// - our own commands typed by hand, as `v2v plan` prints them, with the decodes that inspect and
///   prove, as much side by side as we run them. Goal: <= 1.03 x the wall time.
///
/// All runs have the same priority: `media.nice` is 0 here.
///
/// `java -cp target/test-classes:target/v2v/v2v.jar v2v.bench.TranscodeBench [SECONDS] [RUNS]`,
/// from the project's folder, after `./v2v --version` and `mvn test-compile`.
public final class TranscodeBench {
    private static final String STILLS = "poster, storyboard";
    private static final String EYES = "idet,blackdetect,freezedetect";
    private static final String EARS = "ebur128=peak=true";
    private static final String SOUND = "-c:a libopus -b:a 128k";
    private static final String SHEET = "fps=1/5,scale=160:-2,tile=10x10";

    private final Hand hand;
    private final Path tape;
    private final String middle;
    private final List<Outline.Command> all;
    private final List<String> av1;
    private final List<String> vp9;

    private TranscodeBench(Hand hand, int seconds) throws IOException {
        this.hand = hand;
        tape = hand.file("tape.mxf");
        middle = "-ss " + seconds / 2 + " -i ";
        hand.tape(tape, seconds, "720:576");
        Path trailer = hand.file("trailer.mxf");
        hand.tape(trailer, 2, "720:576"); // the commands do not depend on the length
        all = house("plan", "access, compatible").plan(trailer);
        av1 = film(house("plan1", "access").plan(trailer));
        vp9 = film(house("plan2", "compatible").plan(trailer));
    }

    /// Prints medians and their ratios.
    public static void main(String[] arguments) throws IOException {
        int seconds = Hand.argument(arguments, 0, 60);
        int runs = Hand.argument(arguments, 1, 1);
        Hand.bench(hand -> new TranscodeBench(hand, seconds).compare(seconds, runs));
    }

    private House house(String name, String make) throws IOException {
        return House.of(hand.file(name), "make: " + make, Progress.NONE);
    }

    private static List<String> film(List<Outline.Command> commands) {
        return commands.stream()
                .filter(command -> command.what().equals("film"))
                .findFirst()
                .orElseThrow()
                .arguments();
    }

    private void compare(int seconds, int runs) throws IOException {
        List<Hand.Cost> ours = new ArrayList<>();
        List<Hand.Cost> work = new ArrayList<>();
        List<Hand.Cost> proofs = new ArrayList<>();
        List<Hand.Cost> same = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            String library = "library" + run;
            ours.add(Hand.cost(() -> v2v(library)));
            work.add(Hand.cost(this::oneByOne));
            proofs.add(Hand.cost(this::lookBack));
            same.add(Hand.cost(this::likeUs));
        }
        Hand.Cost a = median(ours);
        Hand.Cost plain = median(work);
        Hand.Cost proved = plain.plus(median(proofs));
        Hand.say("%d s of SD, %d runs in turn, medians, wall and processor seconds", seconds, runs);
        Hand.say("V2V %s", a);
        Hand.say("one after another %s, ratio %s (goal 0.70)", proved, a.over(proved));
        Hand.say("  without a look at the films %s, ratio %s", plain, a.over(plain));
        Hand.say(
                "our commands by hand %s, ratio %s (goal 1.03)",
                median(same), a.over(median(same)));
    }

    private void v2v(String name) throws IOException {
        House house = house(name, "access, compatible, " + STILLS);
        Inspection inspection = house.inspect(tape);
        house.transcode(inspection);
        house.diary(inspection);
        Program.delete(hand.file(name));
    }

    private void oneByOne() throws IOException {
        inspect();
        hand.run(whole(av1, "av1.webm"));
        hand.run(whole(vp9, "vp9.webm"));
        hand.run(middle + tape + " -vf bwdif,scale=1024:576 -frames:v 1 poster.webp");
        hand.run("-i " + tape + " -vf " + SHEET + " -frames:v 1 sheet.webp");
    }

    private void inspect() throws IOException {
        hand.run("-i " + tape + " -map 0:v -map 0:a -vf " + EYES + " -af " + EARS + " -f null -");
    }

    private void lookBack() throws IOException {
        hand.run("-i av1.webm -f null -");
        hand.run("-i vp9.webm -f null -");
    }

    /// One film with its sound in one command, threads as FFmpeg chooses them.
    private List<String> whole(List<String> film, String name) {
        List<String> words = new ArrayList<>();
        for (int i = 1; i < film.size() - 3; i++) { // without `-f ivf FILE`
            switch (film.get(i)) {
                case "<original>" -> words.add(tape.toString());
                case "-row-mt", "-tile-columns" -> i++;
                default -> words.add(film.get(i));
            }
        }
        words.addAll(List.of((" -map 0:a " + SOUND + " -f webm " + name).strip().split(" ", -1)));
        return words;
    }

    private void likeUs() throws IOException {
        inspect();
        Hand.together(() -> hand.run(filled("film")), this::sound);
        Hand.together(
                () -> {
                    hand.run(filled("access"));
                    String sheet = " -map 0:v -vf " + SHEET + " -frames:v 1 sheet.webp";
                    hand.run("-i av1.webm -map 0 -f null -" + sheet);
                    hand.run(middle + "av1.webm -frames:v 1 poster.webp");
                },
                () -> {
                    hand.run(filled("compatible"));
                    hand.run("-i vp9.webm -map 0 -f null -");
                });
    }

    /// Measured, encoded, measured again.
    private void sound() throws IOException {
        hand.run("-i " + tape + " -map 0:a -af " + EARS + " -f null -");
        hand.run("-i " + tape + " -map 0:a " + SOUND + " sound.mka");
        hand.run("-i sound.mka -af " + EARS + " -f null -");
    }

    /// One of the commands that `v2v plan` prints, with our paths put in.
    private List<String> filled(String what) throws IOException {
        Files.writeString(hand.file("tags"), ";FFMETADATA1\nTITLE=x\n");
        List<String> words = new ArrayList<>();
        for (Outline.Command command : all) {
            if (command.what().equals(what)) {
                command.arguments().stream().skip(1).map(this::put).forEach(words::add);
            }
        }
        return words;
    }

    private String put(String word) {
        return switch (word) {
            case "<original>" -> tape.toString();
            case "<tags>", "<sound>.mka", "<access>.ivf", "<compatible>.ivf" ->
                    word.replace("<", "").replace(">", "");
            case "video/<slug>.av1.webm" -> "av1.webm";
            case "video/<slug>.vp9.webm" -> "vp9.webm";
            default -> word;
        };
    }

    private static Hand.Cost median(List<Hand.Cost> costs) {
        return costs.stream()
                .sorted(Comparator.comparingDouble(Hand.Cost::seconds))
                .skip(costs.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
