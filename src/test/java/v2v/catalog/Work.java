package v2v.catalog;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.License;
import v2v.item.Record;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Renditions;
import v2v.item.Tapes;
import v2v.item.Treatment;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A work for tests, written down in a line or two.
final class Work {
    private static final Instant DAY = Instant.parse("2026-01-02T03:04:05Z");
    private final int number;
    private final String title;
    private final List<Record.Text> descriptions = new ArrayList<>();
    private final List<Record.Term> subjects = new ArrayList<>();
    private final List<Record.Person> people = new ArrayList<>();
    private final List<Record.Place> places = new ArrayList<>();
    private final List<Record.Dated> dates = new ArrayList<>();
    private final List<Record.Language> languages = new ArrayList<>();
    private final List<Record.LocalId> ids = new ArrayList<>();
    private @Nullable String collection;
    private String license = "by-sa";
    private int version = 1;

    private Work(int number, String title) {
        this.number = number;
        this.title = title;
    }

    static Work of(int number, String title) {
        return new Work(number, title);
    }

    Work in(String language) {
        languages.add(new Record.Language(language, "metadata"));
        return this;
    }

    Work heard(String language) {
        languages.add(new Record.Language(language, "audio"));
        return this;
    }

    Work about(String description) {
        descriptions.add(new Record.Text(description, null, "abstract"));
        return this;
    }

    Work about(String language, String description) {
        descriptions.add(new Record.Text(description, language, "abstract"));
        return this;
    }

    Work subject(String subject) {
        subjects.add(new Record.Term(subject, null, null));
        return this;
    }

    Work by(String person) {
        people.add(new Record.Person(person, "director", null));
        return this;
    }

    Work at(String place) {
        places.add(new Record.Place(place, null));
        return this;
    }

    Work from(String type, String edtf) {
        dates.add(new Record.Dated(type, edtf));
        return this;
    }

    Work known(String localId) {
        ids.add(new Record.LocalId("archive", localId));
        return this;
    }

    Work within(String name) {
        collection = name;
        return this;
    }

    Work under(String unit) {
        license = unit;
        return this;
    }

    Work again() {
        version++;
        return this;
    }

    Digest digest() {
        return new Digest("%08x".formatted(number) + "ab".repeat(28));
    }

    ItemId id() {
        return ItemId.of(digest());
    }

    Release release() {
        Footage footage =
                new Footage(
                        id(),
                        version,
                        digest(),
                        Path.of("/tapes/a.mov"),
                        7,
                        DAY,
                        record(),
                        "open",
                        List.of(),
                        List.of());
        Duration length = Duration.ofMinutes(number);
        Clearance clearance =
                Tapes.cleared(
                        Tapes.inspected(footage, length, Treatment.NONE, List.of()),
                        license(),
                        "work",
                        title,
                        "Radio X");
        return new Release(
                new Renditions(clearance, "work/x/" + clearance.folderName(), List.of(), null, DAY),
                DAY);
    }

    Released released() {
        return new Released(
                id(),
                version,
                "releases/work-" + id(),
                "torrents/work-" + id() + ".torrent",
                "magnet:?xt=urn:btih:" + infohash(),
                infohash(),
                DAY.plusSeconds(number));
    }

    String infohash() {
        return HexFormat.of().toHexDigits(number, 8) + "cd".repeat(16);
    }

    Published published() {
        return new Published(release(), released());
    }

    private License license() {
        boolean zero = license.equals("zero");
        String identifier =
                zero ? "CC0 1.0" : "CC " + license.toUpperCase(java.util.Locale.ROOT) + " 4.0";
        return new License(
                "https://creativecommons.org/licenses/" + license + "/4.0/",
                license,
                zero ? "1.0" : "4.0",
                null,
                identifier,
                identifier.replace(' ', '-'),
                identifier);
    }

    private Record record() {
        Record e = Record.EMPTY;
        return new Record(
                Record.SCHEMA,
                ids,
                null,
                List.of(),
                descriptions,
                List.of(),
                null,
                List.of(),
                subjects,
                people,
                List.of(),
                dates,
                places,
                null,
                collection,
                null,
                List.of(),
                languages,
                e.rights(),
                List.of(),
                true,
                List.of(),
                List.of(),
                List.of());
    }
}
