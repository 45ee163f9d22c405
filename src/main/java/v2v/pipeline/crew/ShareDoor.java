package v2v.pipeline.crew;

import org.jspecify.annotations.Nullable;

import v2v.intake.Intake;
import v2v.item.Delivery;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;
import v2v.rights.Licenses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/// Says which file a message may have released: one that lies in the share, and not in the library.
///
/// @param share absolute
/// @param settle how long a file must have stood still
/// @param profile for orders that name none
/// @param profiles that there are
public record ShareDoor(
        Path share,
        Library library,
        Duration settle,
        String profile,
        Set<String> profiles,
        Licenses licenses,
        InstantSource clock) {
    /// The delivery that a message orders. It carries nobody's name, for whoever orders by name
    /// approves.
    ///
    /// @throws Refusal when the message is at fault
    /// @throws IOException when the share can not be read now
    Delivery delivery(IngestMessage message) throws IOException {
        String profile = message.profile() == null ? this.profile : message.profile();
        if (!profiles.contains(profile)) {
            throw new Refusal(
                    Code.PROFILE_UNKNOWN,
                    message.file(),
                    "there is no profile '" + profile + "'",
                    "there are " + String.join(", ", new java.util.TreeSet<>(profiles)));
        }
        if (message.license() != null) {
            licenses.recognise(message.license(), message.file());
        }
        Path file = inside(message.file());
        Path record = message.record() == null ? null : inside(message.record());
        Delivery delivery = Intake.deliver(file, order(message, record, profile));
        if (delivery.bytes() == 0) {
            throw new Refusal(
                    Code.FILE_EMPTY,
                    message.file(),
                    "the file is empty",
                    "copy it again from its source");
        }
        if (!message.now() && delivery.modified().plus(settle).isAfter(clock.instant())) {
            throw new Refusal(
                    Code.FILE_STILL_GROWING,
                    message.file(),
                    "it was written less than %d seconds ago".formatted(settle.toSeconds()),
                    "send the message again when it is complete, or say \"now\": true");
        }
        return delivery;
    }

    private static Order order(IngestMessage message, @Nullable Path record, String profile) {
        return new Order(
                message.license(), message.attribution(), message.title(), record, profile, null);
    }

    /// The file itself, whatever links lead to it, as the share is called here.
    private Path inside(String text) throws IOException {
        Path wanted = relative(text);
        Path root = share.toRealPath();
        Path real = real(root, wanted, text);
        if (!real.startsWith(root)) {
            throw unsafe(text, "it leads out of the share");
        }
        if (real.startsWith(real(library.root()))) {
            throw unsafe(text, "it lies in the library");
        }
        if (!Files.isRegularFile(real)) {
            throw new Refusal(
                    Code.FILE_UNREADABLE,
                    text,
                    "it is a folder, a pipe or a device, not a file",
                    "name a regular file");
        }
        return share.resolve(root.relativize(real));
    }

    private static Path relative(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                throw unsafe(text, "it is an absolute path");
            }
            for (Path name : path) {
                if (name.toString().equals("..")) {
                    throw unsafe(text, "it has '..' in it");
                }
            }
            return path;
        } catch (InvalidPathException e) {
            throw unsafe(text, "it is no path: " + e.getReason());
        }
    }

    /// Of a share that is there, what can not be resolved is the message's fault.
    private static Path real(Path root, Path wanted, String text) {
        try {
            return root.resolve(wanted).toRealPath();
        } catch (IOException e) {
            throw new Refusal(
                    Code.FILE_MISSING,
                    text,
                    "there is no such file in the share, or it may not be read",
                    "write its path as it is below the share, then send the message again");
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder; // not made yet: nothing lies in it
        }
    }

    private static Refusal unsafe(String text, String why) {
        return new Refusal(
                Code.UNSAFE_PATH,
                text,
                why,
                "write the path of a file as it is below the share, outside of the library");
    }
}
