package v2v.bench;

import v2v.item.Inspection;
import v2v.item.Progress;
import v2v.item.Renditions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// An AV1 film that was encoded in pieces against the same one encoded at once: work of the
/// processors, size, closeness to the original (XPSNR). Goals: <= 1.05 x the work, <= 1.01 x the
/// size.
///
/// `java -cp target/test-classes:target/v2v/v2v.jar v2v.bench.PiecesBench [SECONDS] [PIECE]
/// [SIZE]`, from the project's folder, after `./v2v --version` and `mvn test-compile`. As shipped:
/// `630 300 320:240`.
public final class PiecesBench {
    private final Hand hand;
    private final Path tape;

    private PiecesBench(Hand hand, int seconds, String size) throws IOException {
        this.hand = hand;
        tape = hand.file("tape.mkv");
        Path minute = hand.file("minute.mxf");
        hand.tape(minute, Math.min(60, seconds), size);
        hand.run("-stream_loop -1 -i " + minute + " -t " + seconds + " -an -c copy " + tape);
    }

    /// What came out of one way.
    private record Way(Hand.Cost cost, long bytes, double decibels) {}

    /// Prints both and their ratios.
    public static void main(String[] arguments) throws IOException {
        int seconds = Hand.argument(arguments, 0, 120);
        int piece = Hand.argument(arguments, 1, 30);
        String size = arguments.length > 2 ? arguments[2] : "720:576";
        Hand.bench(hand -> new PiecesBench(hand, seconds, size).compare(seconds, piece));
    }

    private void compare(int seconds, int piece) throws IOException {
        Way whole = way("whole", seconds + 1, piece);
        Way pieces = way("pieces", 2, piece);
        Hand.say("%d s in pieces of %d s, against at once", seconds, piece);
        Hand.say(
                "processors %.1f s, %.1f s, ratio %.3f (goal 1.05); wall ratio %.3f",
                pieces.cost().cpu(),
                whole.cost().cpu(),
                pieces.cost().cpu() / whole.cost().cpu(),
                pieces.cost().seconds() / whole.cost().seconds());
        Hand.say(
                "size %d, %d, ratio %.4f (goal 1.01)",
                pieces.bytes(), whole.bytes(), (double) pieces.bytes() / whole.bytes());
        Hand.say("XPSNR %.2f dB, %.2f dB", pieces.decibels(), whole.decibels());
    }

    private Way way(String name, int from, int piece) throws IOException {
        String chunks =
                String.format(Locale.ROOT, "chunks: {from-seconds: %d, seconds: %d}", from, piece);
        House house = House.of(hand.file(name), "make: access\n" + chunks, Progress.NONE);
        Inspection inspection = house.inspect(tape);
        Renditions[] made = new Renditions[1];
        Hand.Cost cost = Hand.cost(() -> made[0] = house.transcode(inspection));
        Path film = house.access(made[0]);
        double decibels = hand.xpsnr(tape, House.graph(made[0].access()), film);
        return new Way(cost, made[0].access().bytes(), decibels);
    }
}
