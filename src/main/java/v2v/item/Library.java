package v2v.item;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The library folder: where everything that V2V makes lies.
///
/// @param root absolute
public record Library(Path root) {
    public Library {
        root = root.toAbsolutePath().normalize();
    }

    public Path ledger() {
        return root.resolve("v2v.db");
    }

    public Path index() {
        return root.resolve("index");
    }

    public Path releases() {
        return root.resolve("releases");
    }

    public Path torrents() {
        return root.resolve("torrents");
    }

    /// Releases that were taken back, with their torrents: nobody is offered them, and the operator
    /// may delete them.
    public Path withdrawn() {
        return root.resolve("withdrawn");
    }

    /// What is said for good of each release that was taken back.
    public Path tombstones() {
        return root.resolve("tombstones");
    }

    /// The tombstone of a release folder of this name; while it is there, the release is withdrawn.
    public Path tombstone(String folder) {
        return tombstones().resolve(folder + ".json");
    }

    /// The static catalogue of all that is released: a link to its newest edition.
    public Path catalogue() {
        return root.resolve("catalogue");
    }

    /// The note which release replaces the release folder of this name.
    public Path successor(String folder) {
        return root.resolve("replaced").resolve(folder + ".json");
    }

    public Path work() {
        return root.resolve("work");
    }

    /// One bag an item that is kept for good.
    public Path masters() {
        return root.resolve("masters");
    }

    /// One folder an edition of the catalogue.
    public Path editions() {
        return root.resolve("editions");
    }

    /// What the inspections found, for the archive's own people.
    public Path reports() {
        return root.resolve("reports");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    /// The folder in which one version of an item is put together.
    public Path work(String item, int version) {
        return work().resolve(item + "-" + version);
    }

    /// What was run for this version of an item, and what it complained of.
    public Path log(String item, int version) {
        return work(item, version).resolve("log");
    }

    public Path resolve(String relative) {
        return root.resolve(relative);
    }

    /// The path below the library, with forward slashes.
    public String relative(Path inside) {
        return root.relativize(inside).toString().replace('\\', '/');
    }

    /// Makes the folders that every stage counts on.
    public Library prepare() throws IOException {
        for (Path folder : new Path[] {root, releases(), torrents(), work()}) {
            Files.createDirectories(folder);
        }
        return this;
    }
}
