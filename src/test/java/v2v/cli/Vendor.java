package v2v.cli;

import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A delivery of a thousand files with its manifest, and whoever makes mistakes in it.
final class Vendor {
    static final List<String> HEADS =
            List.of(
                    """
                    filename,id,title,description,date,language,license,attribution,territory,\
                    embargo,expires,clearances,md5,role,public domain basis,access restriction,\
                    publication,rights,Regal,restricted use\
                    """
                            .split(",", -1));

    private static final String GOOD =
            """
            title=Harbour | description=Boats at the quay | role=holder | date=1987-05-03 \
            | language=de | license=https://creativecommons.org/licenses/by-sa/4.0/ \
            | attribution=Nordland TV | territory=world | clearances=none\
            """;

    /// One kind of fault.
    ///
    /// @param times how often it is planted
    /// @param certain whether the corrected copy mends it without the vendor
    /// @param cells what the row says instead; empty when more than cells is at fault
    record Fault(String kind, Code code, int times, boolean certain, String cells) {
        /// As the tables below have it: how often, who mends it, its code, its kind, its cells.
        static Fault of(String line) {
            String[] cells = line.split(" \\| ", 2);
            String[] words = cells[0].split(" +", 4);
            return new Fault(
                    words[3],
                    Code.valueOf(words[2]),
                    Integer.parseInt(words[0]),
                    words[1].equals("mended"),
                    cells.length > 1 ? cells[1] : "");
        }
    }

    /// The ways in which the same faults come. `{}` is what the cell says, `{^}` what the one above
    /// it says.
    static final List<Fault> WAYS =
            faults(
                    """
                    3 asks   FILE_MISSING file missing
                    2 mended FILE_MISSING name in other case
                    1 mended FILE_MISSING name stored in another form
                    1 mended FILE_MISSING name without extension
                    2 asks   FILE_EMPTY file empty
                    1 asks   FILE_UNREADABLE a folder is named
                    2 asks   UNSAFE_PATH climbs out | filename=../{}
                    1 asks   UNSAFE_PATH absolute path | filename=/mnt/tapes/{}
                    2 asks   UNSAFE_PATH path of a drive | filename=D:\\tapes\\{}
                    1 asks   UNSAFE_PATH a link
                    1 asks   UNSAFE_PATH below a link
                    1 asks   UNSAFE_PATH zero byte in a name
                    2 asks   DUPLICATE_ID two rows of one file
                    1 asks   DUPLICATE_ID two names but for case
                    1 asks   DUPLICATE_ID two names but for accents
                    2 asks   DUPLICATE_ID one identifier twice | id={^}
                    1 asks   DUPLICATE_ID identifiers but for case
                    2 asks   CHECKSUM_MISMATCH sum cut short
                    1 asks   CHECKSUM_MISMATCH sum of another kind
                    2 asks   CHECKSUM_MISMATCH sum of another file
                    1 asks   CHECKSUM_MISMATCH line that is no sum
                    1 asks   FILE_MISSING sum of no file
                    1 asks   FILE_STILL_GROWING file just changed
                    2 asks   FILE_NOT_IN_MANIFEST file without a row
                    2 asks   MANIFEST_UNREADABLE too many cells
                    1 asks   MANIFEST_UNREADABLE too few cells
                    2 asks   MANIFEST_UNREADABLE quote never closed
                    1 asks   MANIFEST_UNREADABLE text behind a quote
                    1 asks   MANIFEST_UNREADABLE control character | title=Har\7bour
                    1 asks   COLUMN_UNKNOWN column nobody knows
                    1 asks   COLUMN_UNKNOWN column that may forbid
                    2 asks   DATE_NOT_EDTF a day that could be two | date=03/05/1987
                    1 asks   DATE_NOT_EDTF no date | date=in spring
                    1 asks   DATE_NOT_EDTF embargo that is no day | embargo=next summer
                    2 asks   LANGUAGE_NOT_BCP47 no language | language=Klingonish
                    2 mended FORMULA a formula | title==HYPERLINK("http://x")
                    1 mended FORMULA a command | title=@SUM(A1)
                    2 asks   LICENSE_MISSING no licence | license=
                    1 asks   LICENSE_UNKNOWN unknown licence | license=free for all
                    1 asks   LICENSE_AMBIGUOUS licence without version | license=CC BY
                    1 asks   LICENSE_FORBIDS_DISTRIBUTION licence without distribution \
                    | license=https://creativecommons.org/licenses/sampling/1.0/
                    1 asks   RIGHTS_STATEMENT_IS_NOT_A_LICENSE a statement \
                    | license=http://rightsstatements.org/vocab/InC/1.0/
                    1 asks   ATTRIBUTION_MISSING nobody to credit | attribution=
                    1 asks   TERRITORY_LIMITED one country | territory=Germany
                    1 asks   LICENSE_EXPIRES rights end | expires=2040-01-01
                    1 asks   EMBARGO_ACTIVE embargo | embargo=2999-01-01
                    1 asks   CLEARANCE_PENDING music pending | clearances=music: pending
                    1 asks   CLEARANCE_REFUSED footage refused | clearances=footage: refused
                    """);

    /// What only the rules about rights and records find.
    private static final List<Fault> OF_RIGHTS =
            faults(
                    """
                    1 asks LICENSE_RETIRED licence out of use \
                    | license=https://creativecommons.org/licenses/sa/1.0/ | date=2015-05-03
                    2 asks ROLE_MISSING no role | role=
                    1 asks CC0_BY_NON_HOLDER rights given up by another \
                    | license=CC0 1.0 | role=custodian
                    1 asks PDM_WITHOUT_BASIS nobody says why it is free \
                    | license=https://creativecommons.org/publicdomain/mark/1.0/
                    1 asks NOT_FREE_CULTURAL not free | license=CC BY-NC 4.0
                    1 asks CONSENT_MISSING a child | clearances=minor: pending
                    1 asks THIRD_PARTY_UNDECLARED rights of others | clearances=
                    1 asks ACCESS_RESTRICTION_ON_CC closed | access restriction=staff only
                    1 asks NEVER_PUBLISHED_UNCONFIRMED never published | publication=unpublished
                    1 asks TITLE_MISSING no title | title=
                    1 asks DESCRIPTION_MISSING no description | description=
                    1 asks DATE_IMPLAUSIBLE before there was film | date=1787-05-03
                    1 asks MUSIC_ND_SYNC music without derivatives \
                    | clearances=music: cleared (CC BY-ND 4.0)
                    1 asks NC_MIXED_INTO_FREE a part that may not be sold \
                    | clearances=footage: cleared (CC BY-NC 4.0)
                    1 asks SA_INCOMPATIBLE a part that shares alike \
                    | license=CC BY 4.0 | clearances=footage: cleared (CC BY-SA 4.0)
                    1 asks LICENSE_CONFLICT all rights reserved | rights=All rights reserved
                    """);

    /// Sixty faults of forty kinds, each kind with a code of its own.
    static final List<Fault> FAULTS =
            Stream.concat(
                            """
                            3 file missing
                            2 file empty
                            1 a folder is named
                            1 file just changed
                            2 file without a row
                            2 climbs out
                            2 sum of another file
                            3 one identifier twice
                            2 quote never closed
                            1 column nobody knows
                            2 a formula
                            2 a day that could be two
                            2 no language
                            2 no licence
                            2 unknown licence
                            2 licence without version
                            1 licence without distribution
                            1 a statement
                            2 nobody to credit
                            2 one country
                            1 rights end
                            2 embargo
                            2 music pending
                            1 footage refused
                            """
                                    .lines()
                                    .map(line -> way(line.split(" ", 2))),
                            OF_RIGHTS.stream())
                    .toList();

    private static List<Fault> faults(String table) {
        return table.lines().map(Fault::of).toList();
    }

    private static Fault way(String[] line) {
        return WAYS.stream()
                .filter(w -> w.kind().equals(line[1]))
                .map(w ->
                        new Fault(
                                w.kind(),
                                w.code(),
                                Integer.parseInt(line[0]),
                                w.certain(),
                                w.cells()))
                .findFirst()
                .orElseThrow();
    }

    private static final String KIEL = "Kiel \u00E9t\u00E9.mxf";

    private final Path folder;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final Map<Integer, String> raw = new HashMap<>();
    private final List<String> list = new ArrayList<>();

    /// What a doctor should say: `CODE where`.
    private final List<String> expected = new ArrayList<>();

    private String special = "";

    Vendor(Path folder, int count) throws IOException {
        this.folder = Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            String name = "tape%04d.mxf".formatted(i);
            rows.add(new HashMap<>());
            set(i, "filename", name);
            set(i, "id", "A-" + i);
            cells(i, GOOD);
            set(i, "md5", md5(name));
            put(folder.resolve(name), name);
        }
        list.add(md5("tape0000.mxf").toUpperCase(Locale.ROOT) + " *tape0000.mxf");
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(
                                            text.getBytes(
                                                    java.nio.charset.StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    private Path file(int row) {
        return folder.resolve("tape%04d.mxf".formatted(row));
    }

    private String get(int row, String head) {
        return rows.get(row).getOrDefault(head, "");
    }

    private void set(int row, String head, String value) {
        rows.get(row).put(head, value);
    }

    private void cells(int row, String cells) {
        for (String cell : cells.split(" \\| ", -1)) {
            String[] sides = cell.split("=", 2);
            String above = row > 0 ? get(row - 1, sides[0]) : "";
            set(row, sides[0], sides[1].replace("{^}", above).replace("{}", get(row, sides[0])));
        }
    }

    /// Plants what is not a matter of cells alone.
    private void plant(int row, String kind) throws IOException {
        String name = get(row, "filename");
        switch (kind) {
            case "file missing" -> Files.delete(file(row));
            case "name in other case" -> set(row, "filename", name.toUpperCase(Locale.ROOT));
            case "name stored in another form" -> {
                rename(row, KIEL);
                set(row, "filename", Normalizer.normalize(KIEL, Normalizer.Form.NFD));
            }
            case "name without extension" -> set(row, "filename", name.replace(".mxf", ""));
            case "file empty" -> put(file(row), "");
            case "a folder is named" -> {
                Files.delete(file(row));
                Files.createDirectory(file(row));
            }
            case "a link" -> {
                Path elsewhere = folder.resolveSibling("elsewhere.mxf");
                Files.move(file(row), elsewhere);
                Files.createSymbolicLink(file(row), elsewhere);
            }
            case "below a link" -> {
                Path other = Files.createDirectory(folder.resolveSibling("other"));
                Files.createSymbolicLink(folder.resolve("linked"), other);
                Files.move(file(row), other.resolve(name));
                set(row, "filename", "linked/" + name);
            }
            case "zero byte in a name" -> {
                Files.delete(file(row));
                set(row, "filename", "tape\0.mxf");
            }
            case "two rows of one file" -> {
                Files.delete(file(row));
                cells(row, "filename={^} | md5={^}");
            }
            case "two names but for case" ->
                    rename(row, get(row - 1, "filename").toUpperCase(Locale.ROOT));
            case "two names but for accents" -> {
                rename(row - 1, "f\u00EAte.mxf");
                rename(row, "fe\u0302te.mxf");
            }
            case "identifiers but for case" ->
                    set(row, "id", get(row - 1, "id").toLowerCase(Locale.ROOT));
            case "sum cut short" -> set(row, "md5", get(row, "md5").substring(1));
            case "sum of another kind" -> set(row, "md5", "0".repeat(40));
            case "sum of another file" -> set(row, "md5", md5("something else"));
            case "line that is no sum" -> list("this is not a line of sums");
            case "sum of no file" -> list(md5("x") + " *nowhere.mxf");
            case "file just changed" ->
                    Files.setLastModifiedTime(file(row), FileTime.from(Instant.now()));
            case "file without a row" -> {
                special = "extra" + row + ".mxf";
                put(folder.resolve(special), special);
            }
            case "too many cells" -> raw.put(row, line(row) + ",stray");
            case "too few cells" -> raw.put(row, line(row).replaceFirst(",,$", ""));
            case "quote never closed" -> raw.put(row, line(row).replace("Harbour", "\"Harbour"));
            case "text behind a quote" ->
                    raw.put(row, line(row).replace("Harbour", "\"Harbour\" of Kiel"));
            case "column nobody knows" -> {
                set(row, "Regal", "7");
                set(row + 1, "Regal", "8");
                special = "manifest.csv row 0";
            }
            case "column that may forbid" -> {
                set(row, "restricted use", "yes");
                special = "manifest.csv row 0";
            }
            default -> throw new AssertionError("nobody knows how to plant: " + kind);
        }
    }

    private void rename(int row, String name) throws IOException {
        Files.move(file(row), folder.resolve(name));
        set(row, "filename", name);
    }

    private void list(String line) {
        list.add(line);
        special = "checksum.md5 row " + list.size();
    }

    private String line(int row) {
        List<String> cells = HEADS.stream().map(h -> quoted(get(row, h))).toList();
        return String.join(",", cells);
    }

    private static String quoted(String cell) {
        return cell.contains("\"") || cell.contains(",")
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }

    /// Plants each kind as often as it says, each in a row of its own.
    List<String> plant(List<Fault> faults) throws IOException {
        int row = 5;
        for (Fault fault : faults) {
            for (int i = 0; i < fault.times(); i++) {
                special = "";
                if (fault.cells().isEmpty()) {
                    plant(row, fault.kind());
                } else {
                    cells(row, fault.cells());
                }
                String where = special.isEmpty() ? "manifest.csv row " + (row + 2) : special;
                expected.add(fault.code() + " " + where);
                row += 9;
            }
        }
        return expected.stream().sorted().toList();
    }

    Path write() throws IOException {
        List<String> lines = new ArrayList<>(List.of(String.join(",", HEADS)));
        IntStream.range(0, rows.size())
                .mapToObj(i -> raw.getOrDefault(i, line(i)))
                .forEach(lines::add);
        put(folder.resolve("checksum.md5"), String.join("\r\n", list) + "\r\n");
        Path manifest = folder.resolve("manifest.csv");
        Files.writeString(manifest, String.join("\r\n", lines) + "\r\n");
        return manifest;
    }

    /// What the vendor says once everything was asked: the folder as it should have been.
    Map<Integer, String> answers() throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!each.equals(folder) && !Files.isSameFile(each, folder)) {
                    Files.delete(each);
                }
            }
        }
        Vendor good = new Vendor(folder, rows.size());
        good.write();
        Map<Integer, String> lines = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (raw.containsKey(i) || !line(i).equals(good.line(i))) {
                lines.put(i, good.line(i));
            }
        }
        return lines;
    }
}
