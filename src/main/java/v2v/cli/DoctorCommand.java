package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import v2v.item.BadConfig;
import v2v.item.Library;
import v2v.ledger.Ledger;
import v2v.media.Ffmpeg;
import v2v.media.Profiles;
import v2v.pipeline.crew.KafkaSettings;
import v2v.pipeline.crew.Setup;
import v2v.torrent.TorrentSettings;
import v2v.torrent.dht.DhtSettings;
import v2v.torrent.peer.PeerSettings;
import v2v.torrent.seed.SeedSettings;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

@Command(
        name = "doctor",
        description = "Check this machine: every line is ok, or says how to mend it.",
        footer = {"", "Exit status: 0 all is well, 75 something must be mended first."})
final class DoctorCommand implements Callable<Integer> {
    private static final long LEAST_FREE = 10L << 30;

    /// One line.
    ///
    /// @param fix empty when good
    private record Line(String name, boolean good, String text, String fix) {}

    @Mixin private final Where where = new Where();

    @Mixin private final Output output = new Output();

    private final List<Line> lines = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        java();
        configuration();
        ffmpeg();
        library(where.library());
        key(where.library());
        trackers();
        clock();
        port();
        dht();
        kafka();
        Say say = output.say();
        for (Line line : lines) {
            if (output.json()) {
                say.object(
                        "check",
                        "name",
                        line.name(),
                        "good",
                        line.good(),
                        "text",
                        line.text(),
                        "fix",
                        line.fix());
            } else {
                System.out.println(
                        (line.good() ? "ok    " : "MEND  ")
                                + line.name()
                                + ": "
                                + line.text()
                                + (line.fix().isEmpty() ? "" : "\n      -> " + line.fix()));
            }
        }
        return lines.stream().allMatch(Line::good) ? Exit.DONE.status : Exit.LATER.status;
    }

    private void add(String name, boolean good, String text, String fix) {
        lines.add(new Line(name, good, text, good ? "" : fix));
    }

    private void java() {
        int feature = Runtime.version().feature();
        add(
                "java",
                feature >= 25,
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                "install a JDK 25 and set JAVA_HOME to it");
    }

    private void configuration() throws IOException {
        try {
            List<String> names = Profiles.load(where.pipelines().resolve("profiles")).names();
            where.settings();
            add(
                    "pipelines",
                    true,
                    where.pipelines() + ", profiles " + String.join(", ", names),
                    "");
        } catch (BadConfig bad) {
            add("pipelines", false, String.valueOf(bad.getMessage()), "correct that line");
        }
    }

    /// What is missing line by line; what is there in one line a kind.
    private void ffmpeg() throws IOException {
        Map<Ffmpeg.Kind, List<String>> there = new TreeMap<>();
        for (Ffmpeg.Check check : Ffmpeg.find(where.settings()).check()) {
            if (check.good() && check.kind() != Ffmpeg.Kind.PROGRAM) {
                there.computeIfAbsent(check.kind(), _ -> new ArrayList<>()).add(check.name());
            } else {
                add(check.name(), check.good(), check.text(), check.fix());
            }
        }
        if (!there.isEmpty()) {
            // a program that answered has found all of them
            add(
                    "system libraries",
                    true,
                    "libxcb1 libxcb-shm0 libasound2 libpulse0 and all others are found",
                    "");
        }
        there.forEach((kind, names) ->
                add(
                        "FFmpeg's " + kind.name().toLowerCase(Locale.ROOT) + " list",
                        true,
                        String.join(" ", names),
                        ""));
    }

    private void key(Library library) throws IOException {
        Path key = library.keys().resolve("publisher-key.pem");
        if (Files.exists(key)) {
            add(
                    "signing key",
                    true,
                    key
                            + " (keep a copy of this folder, and publish the key's fingerprint on"
                            + " your site)",
                    "");
        } else {
            add("signing key", true, "made with the first release, in " + library.keys(), "");
        }
    }

    private void trackers() throws IOException {
        TorrentSettings torrents = TorrentSettings.read(where.settings(), Version.NUMBER);
        add(
                "trackers",
                true,
                torrents.trackers().isEmpty()
                        ? "none: whoever has a magnet link must know the address of a seed;"
                                + " torrent.announce in v2v.properties names trackers, before the"
                                + " first release"
                        : String.join(" ", torrents.trackers()),
                "");
    }

    private void library(Library library) {
        try {
            Path probe =
                    Files.createTempFile(Files.createDirectories(library.root()), ".doctor", "");
            try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(new byte[] {1}));
                channel.force(true);
            } finally {
                Files.delete(probe);
            }
            add("library", true, library.root() + " is writable", "");
            long free = Files.getFileStore(library.root()).getUsableSpace();
            add(
                    "free space",
                    free >= LEAST_FREE,
                    (free >> 30) + " GiB",
                    "free at least " + (LEAST_FREE >> 30) + " GiB, or name another --library");
            add(
                    "node",
                    true,
                    Ledger.owned(library) ? "a node is running on it" : "no node is running on it",
                    "");
        } catch (IOException e) {
            add(
                    "library",
                    false,
                    library.root() + " can not be written: " + e.getMessage(),
                    "give this user the right to write there, or name another --library");
        }
    }

    /// Embargoes end by this clock: it must not be before the program was built, nor away from the
    /// disk's.
    private void clock() throws IOException {
        Instant now = Instant.now();
        Path probe = Files.createTempFile("v2v-clock", "");
        Instant disk = Files.getLastModifiedTime(probe).toInstant();
        Files.delete(probe);
        boolean good =
                now.isAfter(Instant.parse("2026-11-01T00:00:00Z"))
                        && Duration.between(disk, now).abs().compareTo(Duration.ofMinutes(1)) < 0;
        add(
                "clock",
                good,
                now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString(),
                "set the clock: embargoes are lifted by it");
    }

    private void port() throws IOException {
        PeerSettings seeding = SeedSettings.read(where.settings(), Version.NUMBER).peers();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(seeding.address(), seeding.port()));
            add(
                    "seeding port",
                    true,
                    seeding.address().getHostAddress() + ":" + socket.getLocalPort() + " is free",
                    "");
        } catch (IOException e) {
            add(
                    "seeding port",
                    Ledger.owned(where.library()),
                    seeding.address().getHostAddress()
                            + ":"
                            + seeding.port()
                            + " is taken: "
                            + e.getMessage(),
                    "stop what listens there, or set seed.port in v2v.properties");
        }
    }

    private void dht() throws IOException {
        DhtSettings dht = DhtSettings.read(where.settings());
        if (!dht.on()) {
            add("DHT", true, "off: peers are found by trackers only (dht = yes)", "");
            return;
        }
        String place = dht.address().getHostAddress() + ":" + dht.port() + " (UDP)";
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(dht.address(), dht.port()))) {
            add("DHT port", socket.isBound(), place + " is free", "");
        } catch (SocketException e) {
            add(
                    "DHT port",
                    Ledger.owned(where.library()),
                    place + " is taken: " + e.getMessage(),
                    "stop what listens there, or set dht.port in v2v.properties");
        }
    }

    private void kafka() throws IOException {
        KafkaSettings settings = KafkaSettings.read(where.settings(), null, where.library());
        if (settings == null) {
            add(
                    "kafka",
                    true,
                    "off: this machine does all work (" + KafkaSettings.SWITCH + ")",
                    "");
            return;
        }
        for (Setup.Found found : new Setup(settings).look()) {
            add(found.name(), found.good(), found.text(), found.fix());
        }
    }
}
