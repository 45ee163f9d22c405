package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Footage;
import v2v.item.Refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// Files that were made to do harm: each is refused in its sentence, within seconds and little
/// memory, and reaches nothing beside itself.
class HostileFaultIT {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long MOST_KILOBYTES = 300 << 10;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

    private static final String NOT_MEDIA = "this is not a media file that an archive would hold";

    @TempDir Path folder;
    private Footages footages;

    @BeforeEach
    void open() throws IOException {
        footages = new Footages(folder, "damage: refuse\n");
    }

    /// Inspects, and holds the run to its bounds.
    private Refusal refused(String what, Footage footage) throws InterruptedException {
        AtomicLong peak = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Thread watch = Thread.ofPlatform().daemon().start(() -> watch(peak, over));
        long begun = System.nanoTime();
        Refusal refusal;
        try {
            refusal = assertThrows(Refusal.class, () -> footages.media().inspect(footage), what);
        } finally {
            over.set(true);
        }
        watch.join();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        System.out.printf(
                Locale.ROOT,
                "hostile | %s | %s | %.1f s | %d MB%n",
                what,
                refusal.code(),
                took.toMillis() / 1e3,
                peak.get() >> 10);
        assertTrue(took.compareTo(LONGEST) < 0, what + " took " + took);
        assertTrue(peak.get() < MOST_KILOBYTES, what + " took " + peak + " kB");
        return refusal;
    }

    private Refusal refused(String what, Path file) throws IOException, InterruptedException {
        return refused(what, Footages.footage(file));
    }

    /// The most that any child held at once, as the kernel counts it.
    private static void watch(AtomicLong peak, AtomicBoolean over) {
        while (!over.get()) {
            ProcessHandle.current()
                    .descendants()
                    .mapToLong(child -> held(child.pid()))
                    .forEach(kilobytes -> peak.accumulateAndGet(kilobytes, Math::max));
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Only once it is FFmpeg: before that, the kernel counts the memory of the program that forks.
    private static long held(long pid) {
        try {
            if (!Proc.of(pid).map(Proc::program).orElse("").startsWith("ff")) {
                return 0;
            }
            Matcher line = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return line.find() ? Long.parseLong(line.group(1)) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    private Path text(String name, String text) throws IOException {
        return footages.write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The neighbour is a good file: had it been opened, frames would come out. The listener counts
    /// who calls.
    @Test
    void aPlayListReachesNeitherNeighbourNorNetwork() throws IOException, InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    calls.incrementAndGet();
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/a.ts";
            Path neighbour = footages.make("n.ts", "-f lavfi -i testsrc2=d=0.2 -c:v mpeg2video {}");
            for (String target : new String[] {"n.ts", neighbour.toString(), url}) {
                String hls =
                        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n"
                                + target
                                + "\n#EXT-X-ENDLIST\n";
                for (String ending : new String[] {"avi", "mxf", "mp4"}) {
                    notMedia("HLS in ." + ending, text("list." + ending, hls));
                    String concat = "ffconcat version 1.0\nfile '" + target + "'\n";
                    notMedia("ffconcat in ." + ending, text("cat." + ending, concat));
                }
            }
            assertEquals(0, calls.get(), "nobody called");
        } finally {
            server.stop(0);
        }
    }

    private void notMedia(String what, Path file) throws IOException, InterruptedException {
        Refusal refusal = refused(what, file);
        assertEquals(Refusal.Code.NOT_MEDIA, refusal.code());
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(NOT_MEDIA), refusal.toString());
        assertTrue(!String.valueOf(refusal.getMessage()).contains(folder.toString()));
    }

    /// A later look believes the first one: no other demuxer gets to see the file.
    @Test
    void onlyTheFamilyThatWasFoundIsOpened() throws IOException {
        Path good = footages.make("good.mkv", "-f lavfi -i testsrc2=d=0.2 -c:v ffv1 {}");
        assertEquals("matroska,webm", footages.header(good).format());
        Decoding wrong = new Decoding(footages.ffmpeg(), good, "mxf");
        Decoding.Decoded decoded =
                wrong.original(
                        footages.header(good).picture(),
                        java.util.List.of(),
                        Duration.ZERO,
                        new Speedometer(v2v.item.Progress.NONE, "test"),
                        Guard.NONE);
        assertEquals(0, decoded.picture().frames());
        assertTrue(decoded.complaints().mentions("is not one of an archive's"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Source.arguments(good, footages.ffmpeg().limits(), "hls"));
    }

    /// Each holds a good picture: what is asked is that the name itself is never understood.
    @Test
    void oddNamesAreOnlyNames() throws IOException {
        Path good = footages.make("good.mkv", "-f lavfi -i testsrc2=d=0.2 -c:v ffv1 {}");
        byte[] bytes = Files.readAllBytes(good);
        for (String name :
                new String[] {
                    "concat:a|b.ts",
                    "-i.mp4",
                    "%03d.png",
                    "a\nb 'c' \"d\".mkv",
                    "$(touch x);`y`.mov",
                    "http:a.m3u8",
                    "no ending",
                }) {
            Path file = footages.write(name, bytes);
            assertEquals(5, footages.inspect(file).decode().frames(), name);
        }
    }

    @Test
    void giantsAreRefusedBeforeTheyUnpack() throws IOException, InterruptedException {
        byte[] png = png(16_000, 16_000);
        notMedia("16000x16000 PNG", footages.write("giant.png", png));
        Path still = footages.write("still.png", png(640, 480));
        for (String ending : new String[] {"mov", "avi", "mkv"}) {
            Path small = footages.make("small." + ending, "-i " + still + " -c:v copy -r 1 {}");
            byte[] bytes = Files.readAllBytes(small);
            Path giant = footages.write("giant." + ending, enlarged(bytes));
            Refusal refusal = refused("16000x16000 PNG in ." + ending, giant);
            assertEquals(Refusal.Code.PICTURE_TOO_LARGE, refusal.code(), ending);
            assertEquals(
                    "if it is genuine, raise media.max-megapixels in v2v.properties",
                    refusal.fix());
        }
    }

    /// A grey PNG of nothing but black.
    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] row = new byte[width + 1];
        try (OutputStream deflater = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < height; y++) {
                deflater.write(row);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(out, "IHDR", header(width, height));
        chunk(out, "IDAT", packed.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] header(int width, int height) {
        return java.nio.ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 0, 0, 0, 0})
                .array();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data)
            throws IOException {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(type);
        sum.update(data);
        out.write(java.nio.ByteBuffer.allocate(4).putInt(data.length).array());
        out.write(type);
        out.write(data);
        out.write(java.nio.ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /// The picture inside claims 16,000 x 16,000; the container still says 640 x 480.
    private static byte[] enlarged(byte[] file) {
        byte[] name = "IHDR".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < file.length - 20; at++) {
            if (Arrays.equals(file, at, at + 4, name, 0, 4)) {
                byte[] head = header(16_000, 16_000);
                System.arraycopy(head, 0, file, at + 4, head.length);
                CRC32 sum = new CRC32();
                sum.update(file, at, 4 + head.length);
                java.nio.ByteBuffer.wrap(file).putInt(at + 4 + head.length, (int) sum.getValue());
                return file;
            }
        }
        throw new AssertionError("no PNG in it");
    }

    /// What is delivered is a file of a known length; what stands there now is something else.
    @Test
    void whatIsNoFileIsNotOpened() throws IOException, InterruptedException {
        Footage good =
                Footages.footage(footages.make("a.mkv", "-f lavfi -i testsrc2=d=0.2 -c:v ffv1 {}"));
        Files.delete(good.file());
        assertEquals(0, new ProcessBuilder("mkfifo", good.file().toString()).start().waitFor());
        assertEquals(Refusal.Code.FILE_MISSING, refused("silent pipe", good).code());
        Files.delete(good.file());
        Files.createDirectory(good.file());
        assertEquals(Refusal.Code.FILE_MISSING, refused("folder x.mp4", good).code());
        Files.delete(good.file());
        Files.createSymbolicLink(good.file(), good.file());
        assertEquals(Refusal.Code.FILE_MISSING, refused("link to itself", good).code());
        Files.delete(good.file());
        Files.createSymbolicLink(good.file(), Path.of("/dev/zero"));
        Refusal zero = refused("link to /dev/zero", good);
        assertEquals("the file is no longer where it was when it was accepted", zero.getMessage());
    }

    /// Decoding keeps up with the writer for ever, if nobody looks.
    @Test
    void aFileThatGrowsIsNotReadForEver() throws IOException, InterruptedException {
        Path stream =
                footages.make(
                        "live.mpg",
                        "-f lavfi -i testsrc2=s=1280x720:d=40 -c:v mpeg2video -f mpegts {}");
        byte[] more = Files.readAllBytes(stream);
        Footage footage = Footages.footage(stream);
        AtomicBoolean over = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Thread.sleep(300);
                                for (int i = 0; i < 60 && !over.get(); i++) {
                                    Files.write(stream, more, StandardOpenOption.APPEND);
                                    Thread.sleep(100);
                                }
                            } catch (IOException | InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        });
        try {
            Refusal refusal = refused("file that grows", footage);
            assertEquals(Refusal.Code.FILE_CHANGED, refusal.code());
        } finally {
            over.set(true);
            writer.join();
        }
    }

    @Test
    void promisesOfAHeaderCostNothing() throws IOException, InterruptedException {
        Path small = footages.make("s.mkv", "-f lavfi -i testsrc2=s=64x64:d=0.2 -c:v ffv1 {}");
        Refusal refused = refused("0.2 s that claim 99 h", footages.write("l.mkv", hours(small)));
        assertEquals(
                "the file promises 356400.200 s but only 0.200 s can be decoded",
                refused.getMessage());
        Path whole = footages.make("s.mov", "-f lavfi -i testsrc2=s=64x64:d=0.2 -c:v mjpeg {}");
        byte[] bytes = Files.readAllBytes(whole);
        for (int part : new int[] {8, 40, bytes.length / 2}) {
            Path cut = footages.write("cut" + part + ".mov", Arrays.copyOf(bytes, part));
            Refusal refusal = refused(part + " bytes of a .mov", cut);
            assertTrue(
                    refusal.code() == Refusal.Code.TRUNCATED
                            || refusal.code() == Refusal.Code.NOT_MEDIA,
                    refusal.toString());
        }
        // 3.3 kB a track are taken before FFmpeg says that they are too many; what bounds a longer
        // list is media.max-memory
        Path tracks = footages.write("tracks.mkv", tracks(50_000));
        assertEquals(Refusal.Code.NOT_MEDIA, refused("50,000 tracks in .mkv", tracks).code());
    }

    private static byte[] hours(Path file) throws IOException {
        String latin = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertTrue(latin.contains("00:00:00.200000000"));
        return latin.replace("00:00:00.200000000", "99:00:00.200000000")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// EBML head, a segment, and in it a list of empty tracks.
    private static byte[] tracks(int count) {
        java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(64 + 9 * count);
        out.putInt(0x1A45DFA3).put((byte) 0x8B);
        out.putShort((short) 0x4282)
                .put((byte) 0x88)
                .put("matroska".getBytes(StandardCharsets.US_ASCII));
        out.putInt(0x18538067).putLong(0x0100000000000000L | (12L + 9L * count));
        out.putInt(0x1654AE6B).putLong(0x0100000000000000L | (9L * count));
        for (int i = 0; i < count; i++) {
            // TrackEntry: TrackNumber, TrackType: picture
            out.put((byte) 0xAE).put((byte) 0x87);
            out.put((byte) 0xD7).put((byte) 0x82).putShort((short) (i + 1));
            out.put((byte) 0x83).put((byte) 0x81).put((byte) 1);
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
