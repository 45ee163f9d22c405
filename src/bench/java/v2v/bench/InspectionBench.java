package v2v.bench;

import v2v.item.Inspection;
import v2v.item.Progress;

import java.io.IOException;
import java.nio.file.Path;

/// The pass that inspects an original, against a plain decode of it and against one with `idet`
/// alone: work of the processors. No goal; the description of the pass says what it costs.
///
/// `java -cp target/test-classes:target/v2v/v2v.jar v2v.bench.InspectionBench [SECONDS]`, from the
/// project's folder, after `./v2v --version` and `mvn test-compile`.
public final class InspectionBench {
    private InspectionBench() {}

    /// Prints the costs and their ratios.
    public static void main(String[] arguments) throws IOException {
        int seconds = Hand.argument(arguments, 0, 60);
        Hand.bench(hand -> {
            Path tape = hand.file("tape.mxf");
            hand.tape(tape, seconds, "720:576");
            compare(hand, tape, "picture and sound");
            Path silent = hand.file("silent.mxf");
            hand.run("-i " + tape + " -an -c copy " + silent);
            compare(hand, silent, "picture alone");
        });
    }

    private static void compare(Hand hand, Path tape, String what) throws IOException {
        House house = House.of(hand.file("house"), "make: access", Progress.NONE);
        Inspection[] found = new Inspection[1];
        Hand.Cost ours = Hand.cost(() -> found[0] = house.inspect(tape));
        Hand.Cost idet = Hand.cost(() -> decode(hand, tape, "-vf idet "));
        Hand.Cost plain = Hand.cost(() -> decode(hand, tape, ""));
        Hand.say(
                "%s, %d frames, processor seconds: inspection %.1f, idet %.1f, decode %.1f",
                what, found[0].decode().frames(), ours.cpu(), idet.cpu(), plain.cpu());
        Hand.say(
                "  inspection %.2f x idet, %.2f x decode; idet %.2f x decode; wall %.2f x idet",
                ours.cpu() / idet.cpu(),
                ours.cpu() / plain.cpu(),
                idet.cpu() / plain.cpu(),
                ours.seconds() / idet.seconds());
    }

    private static void decode(Hand hand, Path tape, String filter) throws IOException {
        hand.run("-i " + tape + " -map 0 -map -0:d? " + filter + "-f null -");
    }
}
