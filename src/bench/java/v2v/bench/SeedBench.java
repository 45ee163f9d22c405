package v2v.bench;

import v2v.Program;
import v2v.torrent.Offer;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.peer.Limits;
import v2v.torrent.peer.PeerSeeder;
import v2v.torrent.peer.PeerSettings;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// What our own upload side needs for a whole archive, and how fast it is against libtorrent as the
/// seeder: processes of their own, on the loopback, out of the page cache.
///
/// `java -cp ... v2v.bench.SeedBench [MIB] [RUNS]`. Goals: 10,000 torrents in 150 MB and 40
/// threads, ready in a second, 100,000 in 300 MB; first block in 20 ms for 99 of 100; one client of
/// libtorrent as fast as from libtorrent, four that only drain twice as fast, for 0.6 of the
/// processors; 2,000 connections bounded; 200 that never read take nothing from one that does.
///
/// Of the 100,000 torrents 10,000 are there, and only those are asked for: nothing of a torrent is
/// read before somebody asks.
public final class SeedBench {
    private static final int REAL = 10_000;
    private static final int BLOCK = 16 << 10;
    private static final int SAMPLES = 2_000;
    private static final double TICKS = 100;

    private static final String LIBTORRENT =
            """
            import os, sys, time
            import libtorrent as lt
            how, path, folder, port = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
            session = lt.session({
                "listen_interfaces": "127.0.0.1:0", "enable_dht": False, "enable_lsd": False,
                "enable_upnp": False, "enable_natpmp": False, "enable_outgoing_utp": False,
                "enable_incoming_utp": False, "out_enc_policy": 2, "in_enc_policy": 2,
                "unchoke_slots_limit": 64, "allow_multiple_connections_per_ip": True,
                "alert_mask": 0})
            wanted = lt.add_torrent_params()
            wanted.ti = lt.torrent_info(path)
            wanted.save_path = folder
            if how == "seed":
                wanted.flags |= lt.torrent_flags.seed_mode
            torrent = session.add_torrent(wanted)
            while torrent.status().state in (lt.torrent_status.checking_files,
                                             lt.torrent_status.checking_resume_data):
                time.sleep(0.01)
            if how == "seed":
                print(session.listen_port(), flush=True)
                sys.stdin.read()
                os._exit(0)
            begun = time.time()
            tried = 0
            while not torrent.status().is_seeding:
                if torrent.status().num_peers == 0 and time.time() - tried > 1:
                    torrent.connect_peer(("127.0.0.1", port), 0, 13)
                    tried = time.time()
                time.sleep(0.005)
            print(time.time() - begun, flush=True)
            os._exit(0)
            """;

    private final Path folder;

    private SeedBench(Path folder) {
        this.folder = folder;
    }

    /// Runs all of it; with `serve COUNT FOLDER` it is the child that is measured.
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3) {
            serve(Integer.parseInt(arguments[1]), Path.of(arguments[2]));
            return;
        }
        Path folder = Files.createTempDirectory("seed-bench");
        try {
            Hand.load();
            SeedBench bench = new SeedBench(folder);
            bench.archive();
            bench.crowd();
            bench.speed(Hand.argument(arguments, 0, 1024), Hand.argument(arguments, 1, 5));
            Hand.load();
        } finally {
            Program.delete(folder);
        }
    }

    // ---- the child

    private static void serve(int count, Path folder) throws IOException {
        List<Offer> offers = new ArrayList<>();
        Path list = folder.resolve("offers.txt");
        for (String line : Files.readAllLines(list)) {
            String[] parts = line.split(" ", -1);
            offers.add(
                    new Offer(
                            parts[0].equals("-") ? null : parts[0],
                            parts[1].equals("-") ? null : parts[1],
                            folder.resolve(parts[2] + ".torrent"),
                            folder.resolve(parts[2])));
        }
        Random random = new Random(7);
        while (offers.size() < count) {
            byte[] v1 = new byte[20];
            byte[] v2 = new byte[32];
            random.nextBytes(v1);
            random.nextBytes(v2);
            String name = "releases/elsewhere-" + offers.size();
            offers.add(
                    new Offer(
                            HexFormat.of().formatHex(v1),
                            HexFormat.of().formatHex(v2),
                            folder.resolve(name + ".torrent"),
                            folder.resolve(name)));
        }
        long begun = System.nanoTime();
        try (PeerSeeder seeder =
                new PeerSeeder(
                        new PeerSettings(
                                InetAddress.getLoopbackAddress(),
                                0,
                                2_000,
                                2_000,
                                64,
                                Limits.NONE,
                                Limits.NONE,
                                "V2V 1"),
                        InstantSource.system(),
                        (offer, why) -> System.err.println(offer.content() + ": " + why))) {
            seeder.seed(offers);
            offers.clear();
            double ready = (System.nanoTime() - begun) / 1e6;
            System.out.printf(Locale.ROOT, "%d %.0f%n", seeder.port(), ready);
            System.out.flush();
            while (System.in.read() >= 0) {
                // until the parent is done
            }
        }
    }

    // ---- the parent

    /// A seeder in a process of its own.
    private record Seeder(Process process, int port, double ready) implements Closeable {
        private static Seeder start(List<String> command) throws IOException {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String line = Objects.requireNonNull(process.inputReader().readLine(), "it died");
            String[] said = line.split(" ", -1);
            return new Seeder(
                    process,
                    Integer.parseInt(said[0]),
                    said.length > 1 ? Double.parseDouble(said[1]) : 0);
        }

        static Seeder ours(int count, Path folder) throws IOException {
            return start(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SeedBench.class.getName(),
                            "serve",
                            Integer.toString(count),
                            folder.toString()));
        }

        static Seeder libtorrent(Path torrent) throws IOException {
            return start(
                    List.of(
                            "/usr/bin/python3",
                            "-c",
                            LIBTORRENT,
                            "seed",
                            torrent.toString(),
                            String.valueOf(torrent.getParent()),
                            "0"));
        }

        private String status(String key) throws IOException {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith(key + ":"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .findFirst()
                    .orElseThrow();
        }

        long rss() throws IOException {
            return Long.parseLong(status("VmRSS")) / 1024;
        }

        String threads() throws IOException {
            return status("Threads");
        }

        /// Processor time until now, seconds.
        double cpu() throws IOException {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            List<String> words = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return (Long.parseLong(words.get(11)) + Long.parseLong(words.get(12))) / TICKS;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(byte[] hash, int pieces, int pieceLength, long bytes) {}

    private Known make(Path file, OptionalInt pieceLength, StringBuilder list) throws IOException {
        TorrentSettings settings =
                new TorrentSettings(
                        TorrentFormat.HYBRID, List.of(), List.of(), pieceLength, "", "bench");
        TorrentMaker.Made made = new TorrentMaker(settings).make(file, Instant.EPOCH, _ -> {});
        made.write(Path.of(file + ".torrent"));
        var info = made.metainfo().info();
        list.append(info.hash().v1()).append(' ').append(info.hash().v2()).append(' ');
        list.append(folder.relativize(file)).append('\n');
        return new Known(
                HexFormat.of().parseHex(Objects.requireNonNull(info.hash().v1())),
                Math.toIntExact(Math.ceilDiv(info.bytes(), info.pieceLength())),
                Math.toIntExact(info.pieceLength()),
                info.bytes());
    }

    private void archive() throws IOException {
        Path releases = Files.createDirectories(folder.resolve("releases"));
        StringBuilder list = new StringBuilder();
        List<Known> all = new ArrayList<>();
        Random random = new Random(3);
        byte[] bytes = new byte[40_000];
        for (int i = 0; i < REAL; i++) {
            random.nextBytes(bytes);
            Path file = Files.write(releases.resolve("film-" + i + ".webm"), bytes);
            all.add(make(file, OptionalInt.of(BLOCK), list));
        }
        Files.writeString(folder.resolve("offers.txt"), list);
        for (int count : new int[] {REAL, 10 * REAL}) {
            try (Seeder seeder = Seeder.ours(count, folder)) {
                Hand.say(
                        "%,d torrents: ready in %.0f ms, %d MB, %s threads",
                        count, seeder.ready(), seeder.rss(), seeder.threads());
                double[] first = new double[SAMPLES];
                for (int i = 0; i < SAMPLES; i++) {
                    first[i] = firstBlock(seeder, all.get(random.nextInt(all.size())));
                }
                Arrays.sort(first);
                Hand.say(
                        "  first block of %,d: median %.2f ms, 99 of 100 within %.2f ms, all within"
                                + " %.1f ms; then %d MB, %s threads",
                        SAMPLES,
                        first[SAMPLES / 2],
                        first[SAMPLES * 99 / 100],
                        first[SAMPLES - 1],
                        seeder.rss(),
                        seeder.threads());
            }
        }
    }

    private static double firstBlock(Seeder seeder, Known torrent) throws IOException {
        long begun = System.nanoTime();
        try (Drain drain = new Drain(seeder.port(), torrent)) {
            drain.unchoked();
            drain.request(0);
            drain.piece();
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    /// A client that asks, reads and throws away.
    private static final class Drain implements Closeable {
        private static final int AHEAD = 128;
        private static final AtomicInteger NUMBERS = new AtomicInteger();

        private final Socket socket = new Socket();
        private final DataInputStream in;
        private final OutputStream out;
        private final Known torrent;
        private final byte[] block = new byte[BLOCK + 64];

        Drain(int port, Known torrent) throws IOException {
            this(port, torrent, "127.0.0.1");
        }

        /// @param from one of the addresses of the loopback
        Drain(int port, Known torrent, String from) throws IOException {
            this.torrent = torrent;
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            socket.setSoTimeout(60_000);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 256 << 10));
            out = socket.getOutputStream();
            out.write(
                    ByteBuffer.allocate(68)
                            .put((byte) 19)
                            .put("BitTorrent protocol".getBytes(StandardCharsets.US_ASCII))
                            .putLong(4)
                            .put(torrent.hash())
                            .put(
                                    "-BN0001-%012d"
                                            .formatted(NUMBERS.incrementAndGet())
                                            .getBytes(StandardCharsets.US_ASCII))
                            .array());
            in.readNBytes(68);
        }

        void unchoked() throws IOException {
            out.write(new byte[] {0, 0, 0, 1, 2}); // interested
            while (next() != 1) {
                // until it says so
            }
        }

        private int next() throws IOException {
            int length = in.readInt();
            if (length == 0) {
                return -1;
            }
            int kind = in.read();
            for (int left = length - 1; left > 0; ) {
                left -= in.readNBytes(block, 0, Math.min(left, block.length));
            }
            return kind;
        }

        private ByteBuffer asked(int block) {
            long at = (long) block * BLOCK;
            return ByteBuffer.allocate(17)
                    .putInt(13)
                    .put((byte) 6)
                    .putInt((int) (at / torrent.pieceLength()))
                    .putInt((int) (at % torrent.pieceLength()))
                    .putInt((int) Math.min(BLOCK, torrent.bytes() - at));
        }

        void request(int block) throws IOException {
            out.write(asked(block).array());
        }

        void piece() throws IOException {
            while (next() != 7) {
                // until one comes
            }
        }

        /// All of it, in order.
        void all() throws IOException {
            unchoked();
            int blocks = Math.toIntExact(Math.ceilDiv(torrent.bytes(), (long) BLOCK));
            int asked = 0;
            for (int got = 0; got < blocks; got++) {
                if (asked - got < AHEAD / 2) {
                    ByteBuffer many = ByteBuffer.allocate(17 * AHEAD);
                    for (; asked < blocks && asked - got < AHEAD; asked++) {
                        many.put(asked(asked).array());
                    }
                    out.write(many.array(), 0, many.position());
                }
                piece();
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Known film(int mib) throws IOException {
        Path file = folder.resolve("speed/film.webm");
        Files.createDirectories(file.resolveSibling(""));
        Random random = new Random(5);
        byte[] bytes = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mib; i++) {
                random.nextBytes(bytes);
                out.write(bytes);
            }
        }
        StringBuilder list = new StringBuilder();
        Known known = make(file, OptionalInt.empty(), list);
        Files.writeString(folder.resolve("offers.txt"), list);
        return known;
    }

    private record Run(double seconds, double cpu) {}

    private interface Load {
        double seconds() throws IOException;
    }

    private void speed(int mib, int runs) throws IOException {
        Known film = film(mib);
        Path torrent = folder.resolve("speed/film.webm.torrent");
        Hand.say("%d MiB, medians of %d runs, V2V / libtorrent", mib, runs);
        try (Seeder ours = Seeder.ours(1, folder);
                Seeder theirs = Seeder.libtorrent(torrent)) {
            compare(
                    "one client of libtorrent",
                    mib,
                    runs,
                    ours,
                    theirs,
                    port -> take(torrent, port));
            for (int clients : new int[] {1, 4}) {
                compare(
                        clients + (clients == 1 ? " that only drains" : " that only drain"),
                        mib * clients,
                        runs,
                        ours,
                        theirs,
                        port -> drain(film, port, clients));
            }
        }
    }

    private interface Taking {
        double seconds(int port) throws IOException;
    }

    private static void compare(
            String what, int mib, int runs, Seeder ours, Seeder theirs, Taking taking)
            throws IOException {
        List<Run> our = new ArrayList<>();
        List<Run> their = new ArrayList<>();
        for (int run = -1; run < runs; run++) {
            Run one = run(ours, () -> taking.seconds(ours.port()));
            Run other = run(theirs, () -> taking.seconds(theirs.port()));
            if (run >= 0) { // the first warms both up
                our.add(one);
                their.add(other);
            }
        }
        double speed = mib / median(our.stream().mapToDouble(Run::seconds).toArray());
        double theirSpeed = mib / median(their.stream().mapToDouble(Run::seconds).toArray());
        double cpu = median(our.stream().mapToDouble(Run::cpu).toArray()) / mib * 954;
        double theirCpu = median(their.stream().mapToDouble(Run::cpu).toArray()) / mib * 954;
        Hand.say(
                "  %s: %.0f / %.0f MiB/s: %.2f x; processor seconds a GB %.2f / %.2f: %.2f x",
                what, speed, theirSpeed, speed / theirSpeed, cpu, theirCpu, cpu / theirCpu);
    }

    private static Run run(Seeder seeder, Load load) throws IOException {
        double cpu = seeder.cpu();
        double seconds = load.seconds();
        return new Run(seconds, seeder.cpu() - cpu);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private double take(Path torrent, int port) throws IOException {
        Path into = Files.createTempDirectory(folder, "got");
        try {
            Process process =
                    new ProcessBuilder(
                                    "/usr/bin/python3",
                                    "-c",
                                    LIBTORRENT,
                                    "take",
                                    torrent.toString(),
                                    into.toString(),
                                    Integer.toString(port))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String said = Objects.requireNonNull(process.inputReader().readLine(), "it died");
            return Double.parseDouble(said);
        } finally {
            Program.delete(into);
        }
    }

    private static double drain(Known film, int port, int clients) throws IOException {
        long begun = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(
                        threads.submit(() -> {
                            try (Drain drain = new Drain(port, film)) {
                                drain.all();
                            }
                            return true;
                        }));
            }
            for (Future<Boolean> one : all) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /// 2,000 that are there, and 200 of them, at one address, that ask and never read, beside one
    /// that does.
    private void crowd() throws IOException {
        Known film = film(128);
        try (Seeder seeder = Seeder.ours(1, folder)) {
            drain(film, seeder.port(), 1);
            double alone = median(times(film, seeder));
            List<Drain> idle = new ArrayList<>();
            for (int i = 0; i < 1_990; i++) {
                idle.add(new Drain(seeder.port(), film, "127.0.0." + (2 + i / 200)));
            }
            Hand.say(
                    "1,990 connections: %d MB, %s threads; a good one takes %.2f x as long",
                    seeder.rss(), seeder.threads(), median(times(film, seeder)) / alone);
            for (Drain drain : idle.subList(0, 200)) {
                drain.out.write(new byte[] {0, 0, 0, 1, 2});
                for (int block = 0; block < 200; block++) {
                    drain.request(block);
                }
            }
            Hand.say(
                    "200 of them ask for 200 blocks and never read: %d MB; a good one takes %.2f x"
                            + " as long",
                    seeder.rss(), median(times(film, seeder)) / alone);
            for (Drain drain : idle) {
                drain.close();
            }
        }
    }

    private static double[] times(Known film, Seeder seeder) throws IOException {
        double[] times = new double[5];
        for (int i = 0; i < times.length; i++) {
            times[i] = drain(film, seeder.port(), 1);
        }
        return times;
    }
}
