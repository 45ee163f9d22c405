package v2v.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The broadcast extension of a wave file (EBU Tech 3285), and which other chunks with metadata it
/// has. FFmpeg folds originator and times into tags that also mean other things.
final class Bext {
    /// @param field a field of the record, or a plain word
    record Said(String field, String place, String value) {}

    private static final int HEAD = 602;
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_CHUNKS = 1000;
    private static final Map<String, String> OTHERS =
            Map.of("iXML", "ixml", "axml", "axml", "chna", "adm", "_PMX", "xmp", "aXML", "axml");

    private final FileChannel file;
    private final List<Said> said = new ArrayList<>();
    private long longData = -1;

    private Bext(FileChannel file) {
        this.file = file;
    }

    /// What a wave file says; nothing of any other file.
    static List<Said> of(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            Bext reading = new Bext(file);
            reading.read();
            return List.copyOf(reading.said);
        }
    }

    private void read() throws IOException {
        ByteBuffer head = at(0, 12);
        if (head.remaining() < 12
                || !List.of("RIFF", "RF64", "BW64").contains(name(head, 0))
                || !name(head, 8).equals("WAVE")) {
            return;
        }
        long place = 12;
        for (int i = 0; i < MOST_CHUNKS; i++) {
            ByteBuffer chunk = at(place, 8);
            if (chunk.remaining() < 8) {
                return;
            }
            long size = Integer.toUnsignedLong(chunk.getInt(4));
            String name = name(chunk, 0);
            chunk(name, place + 8, size);
            if (name.equals("data") && longData >= 0) {
                size = longData;
            }
            place += 8 + size + (size & 1);
        }
    }

    private void chunk(String name, long place, long size) throws IOException {
        if (name.equals("ds64")) {
            ByteBuffer sizes = at(place, 16);
            longData = sizes.remaining() < 16 ? -1 : Math.max(0, sizes.getLong(8));
        } else if (name.equals("bext") && size >= HEAD) {
            bext(at(place, (int) Math.min(size, MOST_BYTES)));
        } else if (OTHERS.containsKey(name)) {
            say(OTHERS.get(name), name + " chunk", size + " bytes");
        }
    }

    private void bext(ByteBuffer in) {
        if (in.remaining() < HEAD) {
            return; // the file ends in it
        }
        say("descriptions", "bext Description", text(in, 0, 256));
        say("originator", "bext Originator", text(in, 256, 32));
        say("localIds", "bext OriginatorReference", text(in, 288, 32));
        say("dates", "bext OriginationDate", text(in, 320, 10));
        say("originationTime", "bext OriginationTime", text(in, 330, 8));
        long samples = in.getLong(338);
        if (samples > 0) {
            say("timeReference", "bext TimeReference", samples + " samples");
        }
        byte[] umid = new byte[64];
        in.get(348, umid);
        int length = Arrays.equals(umid, 32, 64, new byte[32], 0, 32) ? 32 : 64;
        if (!Arrays.equals(umid, new byte[64])) {
            say(
                    "umid",
                    "bext UMID",
                    "0x" + HexFormat.of().withUpperCase().formatHex(umid, 0, length));
        }
        say("codingHistory", "bext CodingHistory", text(in, HEAD, in.remaining() - HEAD));
    }

    private void say(String field, String place, String value) {
        if (!value.isBlank()) {
            said.add(new Said(field, place, value));
        }
    }

    /// The standard says ASCII; recorders write UTF-8, or what their country's Windows has.
    private static String text(ByteBuffer in, int from, int most) {
        byte[] bytes = new byte[most];
        in.get(from, bytes);
        int end = 0;
        while (end < most && bytes[end] != 0) {
            end++;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, end))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            return new String(bytes, 0, end, Charset.forName("windows-1252")).strip();
        }
    }

    private static String name(ByteBuffer in, int from) {
        byte[] name = new byte[4];
        in.get(from, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /// So many bytes from there, or fewer where the file ends.
    private ByteBuffer at(long place, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (place < 0 || file.read(buffer, place + buffer.position()) < 0) {
                break;
            }
        }
        return buffer.flip();
    }
}
