package v2v.intake;

import v2v.item.Finding;
import v2v.item.Order;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// Goes through all files of a delivery for what no row named.
final class Unnamed extends SimpleFileVisitor<Path> {
    private final DeliveryCheck.Setting setting;
    private final Findings findings;
    private final boolean noTable;
    private final String profile;
    private boolean withoutRecord;
    private long footage;
    private long records;

    /// @param profile that the footage would be ordered with
    Unnamed(DeliveryCheck.Setting setting, boolean noTable, String profile) {
        this.setting = setting;
        this.findings = setting.findings();
        this.noTable = noTable;
        this.profile = profile;
    }

    /// How many files of footage there are, named or not.
    long footage() {
        return footage;
    }

    /// How many of them have a record of their own and no row.
    long records() {
        return records;
    }

    void look() throws IOException {
        Files.walkFileTree(setting.base(), this);
        if (noTable && withoutRecord) {
            findings.add(
                    "",
                    "",
                    Finding.block(
                            Code.MANIFEST_UNREADABLE,
                            "there is no manifest in the folder",
                            "send a manifest.csv with the heads filename, title, license,"
                                    + " attribution"));
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes look) {
        return Names.entering(folder, setting.base());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes look) throws IOException {
        if (look.isRegularFile() && Manifests.isOne(file)) {
            below(file);
        }
        if (look.isRegularFile() && Names.isFootage(file)) {
            footage++;
            if (!setting.claimed().has(setting.name(file))) {
                unnamed(file);
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
        findings.add(
                "",
                setting.name(file),
                Finding.block(
                        Code.FILE_UNREADABLE,
                        "this user may not open it",
                        "give this user the right to open it"));
        return FileVisitResult.CONTINUE;
    }

    /// Its footage is taken in with it, but its rows are about a folder of their own.
    private void below(Path table) {
        Path folder = Manifests.base(table);
        if (!folder.equals(setting.base())) {
            findings.add(
                    setting.name(table),
                    "",
                    Finding.warn(
                            Code.MANIFEST_UNREADABLE,
                            "this table is about a folder of its own and was not read",
                            "check the folder " + setting.name(folder) + " by itself too"));
        }
    }

    private void unnamed(Path file) throws IOException {
        if (Names.sidecars(file).stream()
                .anyMatch(s -> Files.isRegularFile(s) && !Manifests.isOne(s))) {
            ownRecord(file);
        } else if (noTable) {
            withoutRecord = true;
        } else {
            findings.add(
                    "",
                    setting.name(file),
                    Finding.warn(
                            Code.FILE_NOT_IN_MANIFEST,
                            "no row names the file",
                            "add a row, or take the file out"));
        }
    }

    /// A record beside its footage is one work, and told as one.
    private void ownRecord(Path file) throws IOException {
        List<Finding> all;
        try {
            Records.Read said =
                    Records.of(Intake.deliver(file, Order.plain(profile)), setting.mapping());
            all = setting.review().of(said.record(), file.toString());
            records += said.files().isEmpty() ? 0 : 1;
        } catch (Refusal refusal) {
            all = refusal.findings();
        }
        all.forEach(f -> findings.add("", setting.name(file), f));
    }
}
