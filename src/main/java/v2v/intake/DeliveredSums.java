package v2v.intake;

import v2v.item.Finding;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Goes through the lists of sums in a delivery, line by line.
final class DeliveredSums extends SimpleFileVisitor<Path> {
    private final Path base;
    private final boolean kept;
    private final Findings findings;
    private final Map<String, List<Checksum>> sums = new HashMap<>();

    private DeliveredSums(Path base, boolean kept, Findings findings) {
        this.base = base;
        this.kept = kept;
        this.findings = findings;
    }

    /// The sums by folded path of their file.
    ///
    /// @param kept whether anybody will compare them; if not, the lists are checked alone
    static Map<String, List<Checksum>> of(Path base, boolean kept, Findings findings)
            throws IOException {
        DeliveredSums delivered = new DeliveredSums(base, kept, findings);
        Files.walkFileTree(base, delivered);
        return delivered.sums;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes look) {
        return Names.entering(folder, base);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes look) throws IOException {
        if (look.isRegularFile() && ChecksumList.isOne(file)) {
            try {
                ChecksumList.read(
                        file,
                        entry -> {
                            take(file, entry);
                            return true;
                        });
            } catch (Refusal unreadable) {
                findings.add(name(file), unreadable);
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
        return FileVisitResult.CONTINUE; // told by the walk for what no row named
    }

    private String name(Path file) {
        return base.relativize(file).toString();
    }

    private void take(Path list, ChecksumList.Entry entry) {
        Checksum sum = entry.sum();
        Optional<Path> file = ChecksumList.file(entry, list);
        if (sum == null || file.isEmpty()) {
            add(
                    list,
                    entry,
                    Finding.block(
                            Code.CHECKSUM_MISMATCH,
                            "line %d is no sum and name".formatted(entry.line()),
                            "write lines such as sha256sum does"));
            return;
        }
        Optional<Path> there = existing(file.get(), entry.name() == null);
        if (there.isEmpty()) {
            add(
                    list,
                    entry,
                    Finding.block(
                            Code.FILE_MISSING,
                            "line %d names a file that is not there".formatted(entry.line()),
                            "send the file, or take the line out"));
        } else if (kept) {
            sums.computeIfAbsent(RowPath.fold(name(there.get())), k -> new ArrayList<>()).add(sum);
        }
    }

    /// `tape.md5` with a sum alone may be about `tape.mxf`.
    private static Optional<Path> existing(Path file, boolean anyExtension) {
        if (Files.exists(file) || !anyExtension) {
            return Optional.of(file).filter(Files::exists);
        }
        try (Stream<Path> all = Files.list(file.getParent())) {
            return all.filter(Names::isFootage)
                    .filter(f -> Names.stem(Names.name(f)).equals(Names.name(file)))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void add(Path list, ChecksumList.Entry entry, Finding finding) {
        String file = entry.name() == null ? "" : entry.name();
        findings.add(new RowFinding(name(list), entry.line(), 0, "", file, finding));
    }
}
