package v2v.intake;

import v2v.item.Delivery;
import v2v.item.Finding;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Record.Provenance;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The stage that turns a delivery into footage: complete, hashed, identified, with its record. The
/// original is opened for reading, once, and never touched.
public final class Intake {
    private static final char REPLACED = '\uFFFD';

    private final IntakeSettings settings;
    private final Mapping mapping;
    private final Progress progress;

    /// @param settings its profile stands in for an order that names none
    public Intake(IntakeSettings settings, Progress progress) {
        this(settings, Mapping.NONE, progress);
    }

    /// @param mapping how tables are read
    public Intake(IntakeSettings settings, Mapping mapping, Progress progress) {
        this.settings = settings;
        this.mapping = mapping;
        this.progress = progress;
    }

    /// The delivery of a file that a person names, as it lies there now.
    ///
    /// @throws Refusal when there is no such file
    public static Delivery deliver(Path file, Order order) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        BasicFileAttributes now = look(absolute);
        Path sidecar =
                Names.sidecars(absolute).stream()
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .orElse(null);
        return new Delivery(
                absolute, now.size(), now.lastModifiedTime().toInstant(), sidecar, order, 0);
    }

    /// Reads the records, then the file.
    ///
    /// @return footage of version 0, for the ledger to number
    /// @throws Refusal when the file or a record is at fault
    /// @throws IOException when the file is still being written, or can not be read just now
    public Footage accept(Delivery delivery) throws IOException {
        Path file = delivery.file();
        check(delivery, look(file));
        Records.Read said = Records.of(delivery, mapping);
        List<Checksum> sums = sums(file, said.record());
        Fixity fixity = read(file, delivery.bytes(), sums);
        BasicFileAttributes after = look(file);
        if (fixity.bytes() != delivery.bytes() || changed(delivery, after)) {
            throw new IOException(file + " is still being written: it changed while it was read");
        }
        List<Finding> differences = fixity.differences(sums);
        if (!differences.isEmpty()) {
            throw new Refusal(file.toString(), differences);
        }
        return new Footage(
                ItemId.of(fixity.sha256()),
                0,
                fixity.sha256(),
                file,
                fixity.bytes(),
                delivery.modified(),
                said.record(),
                profile(delivery.order()),
                Companions.of(file),
                said.files());
    }

    /// Asks the record files again: a work goes out by what they say, not by what they said.
    ///
    /// @throws Refusal when one says something else by now
    public void recall(Footage footage) throws IOException {
        new Recall(footage, mapping).ask();
    }

    /// What the vendor measured, by whatever source.
    private static List<Checksum> sums(Path file, Record record) {
        List<Checksum> sums = new ArrayList<>();
        for (Provenance said : record.provenance()) {
            if (Checksum.isOne(said)) {
                sums.add(
                        Checksum.of(said)
                                .orElseThrow(() ->
                                        new Refusal(
                                                Code.CHECKSUM_MISMATCH,
                                                file.toString(),
                                                "the sum \"%s\" in %s is no %s"
                                                        .formatted(
                                                                said.value(),
                                                                said.source(),
                                                                said.field()),
                                                "write it in hexadecimal digits, or take"
                                                        + " it out, then order it again")));
            }
        }
        return sums;
    }

    private String profile(Order order) {
        return order.profile().isBlank() ? settings.profile() : order.profile();
    }

    private static BasicFileAttributes look(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw missing(file);
        } catch (AccessDeniedException e) {
            throw denied(file);
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("name too long")) {
                throw missing(file);
            }
            throw e;
        }
    }

    private static void check(Delivery delivery, BasicFileAttributes now) {
        Path file = delivery.file();
        if (now.isDirectory()) {
            throw new Refusal(
                    Code.FILE_UNREADABLE,
                    file.toString(),
                    Files.isReadable(file)
                            ? "this is a folder, not a file"
                            : "this folder may not be opened by this user",
                    "deliver files, and give this user the right to open the folders they lie in");
        }
        if (!now.isRegularFile()) {
            throw new Refusal(
                    Code.FILE_UNREADABLE,
                    file.toString(),
                    "this is a pipe, a socket or a device, not a file",
                    "deliver a regular file");
        }
        if (now.size() == 0) {
            throw new Refusal(
                    Code.FILE_EMPTY,
                    file.toString(),
                    "the file is empty",
                    "copy it again from its source");
        }
        if (changed(delivery, now)) {
            throw new Refusal(
                    Code.FILE_CHANGED,
                    file.toString(),
                    "the file is not the one that was delivered: %d bytes of %s then, %d bytes of %s now"
                            .formatted(
                                    delivery.bytes(),
                                    delivery.modified(),
                                    now.size(),
                                    now.lastModifiedTime()),
                    "order it again when it is complete, as a watch folder does by itself");
        }
    }

    private static boolean changed(Delivery delivery, BasicFileAttributes now) {
        return delivery.bytes() != now.size()
                || !delivery.modified().equals(now.lastModifiedTime().toInstant());
    }

    private Fixity read(Path file, long bytes, List<Checksum> sums) throws IOException {
        try {
            Set<Hash> kinds = sums.stream().map(Checksum::hash).collect(Collectors.toSet());
            return Fixity.of(file, bytes, progress, kinds);
        } catch (AccessDeniedException e) {
            throw denied(file);
        }
    }

    private static Refusal denied(Path file) {
        return new Refusal(
                Code.FILE_UNREADABLE,
                file.toString(),
                "this user may not read the file",
                "give the user that runs v2v the right to read it, then order it again");
    }

    /// A name in another encoding than the system's becomes U+FFFD on its way through text.
    private static Refusal missing(Path file) {
        if (file.toString().indexOf(REPLACED) >= 0) {
            return new Refusal(
                    Code.FILE_NAME_UNUSABLE,
                    file.toString(),
                    "the name is not valid UTF-8, so that it can not be written down",
                    "rename the file (convmv does it for whole folders), then order it again");
        }
        return new Refusal(
                Code.FILE_MISSING,
                file.toString(),
                "there is no such file",
                "check the path, and that the disk or share is mounted");
    }
}
