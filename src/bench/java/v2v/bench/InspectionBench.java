package v2v.bench;

import v2v.item.Progress;

import java.io.IOException;
import java.nio.file.Path;

/// The pass that inspects an original, against a plain decode of it and against one with `idet`
/// alone: work of the processors. No goal; the description of the pass says what it costs.
///
/// What does not grow with the length (the starts of programs, the worker that looks for boxes) is
/// found with the tape's first quarter, and told apart.
///
/// `java -cp target/test-classes:target/v2v/v2v.jar v2v.bench.InspectionBench [SECONDS]`, from the
/// project's folder, after `./v2v --version` and `mvn test-compile`.
public final class InspectionBench {
    /// The start of the tape that is measured too is this much shorter.
    private static final int SHORT = 4;

    private InspectionBench() {}

    /// Prints the costs and their ratios.
    public static void main(String[] arguments) throws IOException {
        int seconds = Hand.argument(arguments, 0, 60);
        Hand.bench(hand -> {
            Path tape = hand.file("tape.mxf");
            hand.tape(tape, seconds, "720:576");
            Path start = hand.file("start.mxf");
            hand.tape(start, seconds / SHORT, "720:576");
            compare(hand, tape, start, seconds, "picture and sound");
            Path silent = hand.file("silent.mxf");
            hand.run("-i " + tape + " -an -c copy " + silent);
            Path opening = hand.file("opening.mxf");
            hand.run("-i " + start + " -an -c copy " + opening);
            compare(hand, silent, opening, seconds, "picture alone");
        });
    }

    private static void compare(Hand hand, Path tape, Path start, int seconds, String what)
            throws IOException {
        House house = House.of(hand.file("house"), "make: access", Progress.NONE);
        Hand.Cost all = Hand.cost(() -> house.inspect(tape));
        Hand.Cost fixed = Hand.cost(() -> house.inspect(start));
        double ours = all.cpu() - fixed.cpu();
        double idet = decode(hand, tape, "-vf idet ") - decode(hand, start, "-vf idet ");
        double plain = decode(hand, tape, "") - decode(hand, start, "");
        Hand.say(
                "%s, processor seconds for %d s of it: inspection %.2f, idet %.2f, decode %.2f",
                what, seconds - seconds / SHORT, ours, idet, plain);
        Hand.say(
                "  inspection %.2f x idet, %.2f x decode; idet %.2f x decode; beside: %.2f s",
                ours / idet, ours / plain, idet / plain, fixed.cpu() - ours / (SHORT - 1));
    }

    private static double decode(Hand hand, Path tape, String filter) throws IOException {
        String end = " -map 0:v -map 0:a? " + filter + "-f null -";
        return Hand.cost(() -> hand.run("-i " + tape + end)).cpu();
    }
}
