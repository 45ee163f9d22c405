package v2v.media.words;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads EBU Tech 3264 ("EBU STL"): one block of 1024 bytes about the programme (GSI), then blocks
/// of 128 bytes with times and text (TTI).
final class EbuStl {
    private static final int HEAD = 1024;
    private static final int BLOCK = 128;
    private static final int LAST_BLOCK = 0xFF;
    private static final int USER_DATA = 0xFE;
    private static final int UNUSED = 0x8F;

    private static final String CUT = "ask for the file again: it is cut off or spoilt";

    /// Annex 3: European languages from 00, others from 45; a point where none is assigned.
    private static final String FROM_00 =
            "und sq br ca hr cy cs da de en es eo et eu fo fr fy ga gd gl is it se la lv lb lt hu"
                    + " mt nl no oc pl pt ro rm sr sk sl fi sv tr nl-BE wa";

    private static final String FROM_45 =
            "zu vi uz uk ur th te tt ta tg sw srn so si sn sh rue ru qu ps pa fa pap or ne nd mr"
                + " ro-MD ms mg mk lo ko km kk kn ja id hi he ha gn gu . . el ka ff prs cv zh my bg"
                + " bn be bm az as hy ar am";

    private static final Map<Integer, String> LANGUAGES = languages();

    private final Document document;
    private final byte[] bytes;
    private final Timecode rate;
    private final @Nullable Charset letters;
    private final Duration start;
    private final int rows;
    private final List<Cue> cues = new ArrayList<>();

    /// Lines that stand while a cumulative set is built up, and since when.
    private final List<Line> standing = new ArrayList<>();

    private @Nullable Block pending;

    /// One subtitle, of one block or of several.
    private record Block(
            String where,
            int cumulative,
            Duration in,
            Duration out,
            List<Line> lines,
            boolean top) {}

    private EbuStl(Document document) {
        this.document = document;
        this.bytes = document.bytes();
        refuseCut();
        this.rate = rate();
        this.letters = letters();
        this.rows = number(253, 2, 0);
        this.start = start();
    }

    private static Map<Integer, String> languages() {
        Map<Integer, String> languages = new HashMap<>();
        put(languages, 0x00, FROM_00);
        put(languages, 0x45, FROM_45);
        return Map.copyOf(languages);
    }

    private static void put(Map<Integer, String> languages, int from, String tags) {
        String[] each = tags.split(" ", -1);
        for (int i = 0; i < each.length; i++) {
            if (!each[i].equals(".")) {
                languages.put(from + i, each[i]);
            }
        }
    }

    static Subtitles read(Document document) {
        return new EbuStl(document).read();
    }

    private void refuseCut() {
        if (bytes.length < HEAD || !field(3, 3).equals("STL")) {
            throw document.unreadable("", "this is not EBU STL (EBU Tech 3264)");
        }
        int rest = (bytes.length - HEAD) % BLOCK;
        int blocks = (bytes.length - HEAD) / BLOCK;
        if (rest != 0) {
            throw document.unreadable(
                    "block " + (blocks + 1), "has " + rest + " bytes instead of 128", CUT);
        }
        int promised = number(238, 5, blocks);
        if (blocks < promised) {
            throw document.unreadable(
                    "", "promises " + promised + " blocks of text and holds " + blocks, CUT);
        }
    }

    private Timecode rate() {
        String format = field(3, 8);
        return switch (format) {
            case "STL24.01" -> new Timecode(24, false, false);
            case "STL25.01" -> new Timecode(25, false, false);
            case "STL30.01" -> new Timecode(30, false, false);
            default ->
                    throw document.unreadable(
                            "block 0",
                            "its frame rate is not one of 24, 25 or 30: " + format.strip());
        };
    }

    private @Nullable Charset letters() {
        String table = field(12, 2);
        return switch (table) {
            case "00" -> null;
            case "01" -> Charset.forName("ISO-8859-5");
            case "02" -> Charset.forName("ISO-8859-6");
            case "03" -> Charset.forName("ISO-8859-7");
            case "04" -> Charset.forName("ISO-8859-8");
            default ->
                    throw document.unreadable("block 0", "unknown table of characters: " + table);
        };
    }

    /// The time code of the first frame of the programme; blank means that it is zero.
    private Duration start() {
        if (field(256, 8).isBlank()) {
            return Duration.ZERO;
        }
        return rate.at(number(256, 2, 0), number(258, 2, 0), number(260, 2, 0), number(262, 2, 0));
    }

    private Subtitles read() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int at = HEAD; at + BLOCK <= bytes.length; at += BLOCK) {
            int extension = bytes[at + 3] & 0xFF;
            if (extension == USER_DATA || bytes[at + 15] == 1) {
                continue; // notes of the maker, not for the audience
            }
            text.write(bytes, at + 16, BLOCK - 16);
            if (extension == LAST_BLOCK) {
                subtitle(at, text.toByteArray());
                text.reset();
            }
        }
        if (text.size() > 0) {
            throw document.unreadable("", "its last subtitle has no last block", CUT);
        }
        tell(pending, pending == null ? Duration.ZERO : pending.out());
        return document.whole(
                new Subtitles(language(), Subtitles.Kind.SUBTITLES, cues).earlier(start));
    }

    private String language() {
        String code = field(14, 2);
        return code.matches("[0-9A-Fa-f]{2}")
                ? LANGUAGES.getOrDefault(Integer.parseInt(code, 16), Subtitles.UNKNOWN)
                : Subtitles.UNKNOWN;
    }

    private void subtitle(int at, byte[] text) {
        List<Line> lines = lines(text);
        if (lines.isEmpty()) {
            return;
        }
        int vertical = bytes[at + 13] & 0xFF;
        boolean top = rows > 0 && (vertical + lines.size()) * 2 < rows;
        Block next =
                new Block(
                        "block " + ((at - HEAD) / BLOCK + 1),
                        bytes[at + 4],
                        time(at + 5),
                        time(at + 9),
                        lines,
                        top);
        tell(pending, next.in());
        pending = next;
    }

    /// Says what stood until now. The lines of a cumulative set stay until its last subtitle goes.
    private void tell(@Nullable Block block, Duration next) {
        if (block == null) {
            return;
        }
        if (block.cumulative() <= 1) {
            standing.clear();
        }
        standing.addAll(block.lines());
        boolean goesOn = block.cumulative() == 1 || block.cumulative() == 2;
        boolean cut = goesOn && next.compareTo(block.in()) > 0;
        Duration end = cut && next.compareTo(block.out()) < 0 ? next : block.out();
        cues.add(
                document.cue(
                        block.where(),
                        block.in(),
                        cut && block.out().compareTo(block.in()) <= 0 ? next : end,
                        List.copyOf(standing),
                        block.top()));
    }

    private Duration time(int at) {
        return rate.at(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
    }

    private List<Line> lines(byte[] text) {
        Lettering out = new Lettering();
        int from = 0;
        for (int i = 0; i <= text.length; i++) {
            int code = i < text.length ? text[i] & 0xFF : UNUSED;
            if (code < 0x20 || (code >= 0x80 && code < 0xA0)) {
                out.write(decode(Arrays.copyOfRange(text, from, i)));
                control(out, code);
                from = i + 1;
            }
        }
        return out.lines();
    }

    private String decode(byte[] letter) {
        return letters == null ? Iso6937.text(letter) : new String(letter, letters);
    }

    /// Colours, boxes and sizes of teletext take the room of a blank.
    private static void control(Lettering out, int code) {
        switch (code) {
            case 0x80, 0x81 -> out.italic(code == 0x80);
            case 0x82, 0x83 -> out.underline(code == 0x82);
            case 0x8A -> out.endLine();
            default -> {
                if (code < 0x20) {
                    out.write(" ");
                }
            }
        }
    }

    private String field(int at, int length) {
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }

    private int number(int at, int length, int otherwise) {
        String digits = field(at, length).strip();
        return digits.matches("\\d+") ? Integer.parseInt(digits) : otherwise;
    }
}
