package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.Site;
import v2v.torrent.peer.Counters.Event;
import v2v.torrent.peer.Extensions.Theirs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/// One peer, from its first byte to its last: a thread of its own reads what it wants and writes
/// what it gets, in turns.
final class Conversation implements Runnable, Slots.Seeker {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration MESSAGE = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(150);

    /// How often one that waits for a slot looks up, and one that waits for nothing, milliseconds.
    private static final int SOON = 250;

    private static final int LATE = 60_000;

    /// How often one that is not told of everything may hear of more without doing anything.
    private static final int NEWS = 210;

    /// More than any message that is answered; longer ones are read past.
    private static final int IN = 8 << 10;

    /// A bitfield of four million pieces.
    private static final int LONGEST = 512 << 10;

    /// The most that may be asked for in one request; all clients ask for 16 KiB.
    private static final int REQUEST = 128 << 10;

    /// Piece message before its bytes: length, kind, piece, begin.
    private static final int HEAD = 13;

    private static final int FAULTS = 16;
    private static final long KEEP_ALIVE = 110_000_000_000L;

    private final Station station;
    private final Line line;
    private final Site site;
    private final @Nullable Call called;
    private final ByteBuffer in = ByteBuffer.allocate(IN);
    private final Requests requests = new Requests();
    private volatile @Nullable Sharing sharing;
    private Theirs theirs = Theirs.NOTHING;
    private Spread.@Nullable Part part;
    private boolean telling;
    private boolean fast;
    private boolean unchoked;
    private boolean interested;
    private boolean waitsForRest;
    private int batch = 32 << 10;
    private int skip;
    private int faults;

    /// Bytes of metadata and hashes.
    private long given;

    private long spoke = System.nanoTime();

    /// When it was last of use to its peer, as far as the peer did something about it.
    private volatile long useful = System.nanoTime();

    /// Waits for a slot, and would make use of it.
    private volatile boolean inLine;

    private boolean asked = true;

    /// Why we call a peer.
    ///
    /// @param name the info-hash under which we heard of it: it may know no other; 20 bytes
    @SuppressWarnings("ArrayRecordComponent") // made and read at once, never compared
    record Call(Offered row, byte[] name) {}

    /// @param called what we called this peer about; null when it called us
    Conversation(Station station, Line line, @Nullable Call called) {
        this.station = station;
        this.line = line;
        this.site = Site.of(line.peer().getAddress());
        this.called = called;
    }

    @Override
    public void run() {
        try (line) {
            line.expect(HANDSHAKE, Event.SLOW_HANDSHAKE);
            Met met = greet();
            if (met != null) {
                Sharing about = met.about();
                sharing = about;
                try {
                    begin(met.hello(), about);
                    talk(about);
                } finally {
                    station.slots.leave(this);
                    station.release(about);
                    if (part != null) {
                        part.leave();
                    }
                }
            }
        } catch (ReadFault e) {
            Sharing about = sharing;
            if (about != null) {
                station.unreadable(about.row, e);
            }
        } catch (IOException e) {
            // peers come and go; whoever hung up on them has counted it
        } catch (Refusal e) {
            Sharing about = sharing;
            if (about != null) {
                station.withdraw(about.row, e.getMessage());
            }
        }
    }

    boolean about(Offered row) {
        Sharing now = sharing;
        return now != null && now.row == row;
    }

    Line line() {
        return line;
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public Object torrent() {
        return sharing == null ? this : sharing;
    }

    @Override
    public long stalled(long now) {
        return line.stalled(now);
    }

    /// For how long it has been of no use, nanoseconds: its peer wants nothing, or does not ask
    /// when it may.
    long useless(long now) {
        return inLine ? 0 : now - useful;
    }

    /// That both know what it is about.
    private record Met(Hello hello, Sharing about) {}

    private @Nullable Met greet() throws IOException {
        return called == null ? answer() : call(called);
    }

    private @Nullable Met answer() throws IOException {
        line.fill(in, 1);
        Offered agreed = null;
        if (in.get(0) != Hello.START) {
            agreed = encrypted();
            if (agreed == null) {
                return null;
            }
        }
        line.fill(in, Hello.BYTES);
        if (!Hello.isOne(in)) {
            station.counters.add(Event.GARBAGE);
            return null;
        }
        Hello hello = Hello.read(in);
        Offered row = station.stock().named(hello.hash().array());
        boolean same = agreed == null || agreed == row;
        Sharing about = row == null || !same || isUs(hello) ? null : station.use(row);
        if (row == null || about == null) {
            station.counters.add(Event.UNKNOWN_HASH);
            return null;
        }
        byte[] v2 = row.v2();
        boolean upgrade = about.hybrid && hello.reserved().v2() && v2 != null;
        byte[] name = upgrade && v2 != null ? v2 : hello.hash().array();
        try {
            line.write(Hello.ours(name, station.peerId, about.hybrid, station.dhtPort() > 0));
        } catch (IOException e) {
            station.release(about);
            throw e;
        }
        return new Met(hello, about);
    }

    private @Nullable Offered encrypted() throws IOException {
        line.fill(in, Keys.PUBLIC); // a byte costs nothing to send: no share is given for less
        if (!station.keys.allow(site)) {
            station.counters.add(Event.KEYS_DENIED);
            return null;
        }
        Offered row = Keys.answer(line, in, station.stock());
        station.counters.add(row == null ? Event.GARBAGE : Event.ENCRYPTED);
        return row;
    }

    private @Nullable Met call(Call call) throws IOException {
        Offered row = call.row();
        Sharing about = station.use(row);
        if (about == null) {
            return null;
        }
        boolean kept = false;
        try {
            line.write(
                    Hello.ours(call.name(), station.peerId, about.hybrid, station.dhtPort() > 0));
            line.fill(in, Hello.BYTES);
            Hello hello = Hello.read(in);
            Offered theirs = station.stock().named(hello.hash().array());
            kept = Hello.isOne(in) && theirs == row && !isUs(hello);
            if (kept) {
                station.counters.add(Event.DIALLED);
            }
            return kept ? new Met(hello, about) : null;
        } finally {
            if (!kept) {
                station.release(about);
            }
        }
    }

    private boolean isUs(Hello hello) {
        return Arrays.equals(hello.peer().array(), station.peerId);
    }

    private void begin(Hello hello, Sharing about) throws IOException {
        in.flip().position(Hello.BYTES);
        in.compact();
        fast = hello.reserved().fast();
        if (!about.spread.done()) {
            part = about.spread.new Part();
            telling = true;
        }
        if (fast) {
            line.write(Wire.numbers(telling ? Wire.HAVE_NONE : Wire.HAVE_ALL));
        } else if (!telling) {
            line.write(Wire.message(Wire.BITFIELD, full(about.pieces)));
        }
        int dht = station.dhtPort();
        if (dht > 0 && hello.reserved().dht()) {
            line.write(Wire.message(Wire.PORT, new byte[] {(byte) (dht >> 8), (byte) dht}));
        }
        if (hello.reserved().extended()) {
            byte[] address = line.peer().getAddress().getAddress();
            line.write(
                    Extensions.ours(
                            about, station.settings.version(), station.port(), address, !telling));
        }
    }

    /// Every bit that stands for a piece.
    private static byte[] full(int pieces) {
        byte[] bits = new byte[Math.ceilDiv(pieces, 8)];
        Arrays.fill(bits, (byte) 0xFF);
        int over = bits.length * 8 - pieces;
        bits[bits.length - 1] = (byte) (0xFF << over);
        return bits;
    }

    private void talk(Sharing about) throws IOException {
        about.swarm.join(this);
        try (Sharing.Reader reader = about.new Reader(station.disk)) {
            // heard before anything is read: messages may have come with the handshake
            while (about.row.fault == null && hear(about)) {
                turn();
                if (unchoked && !requests.isEmpty()) {
                    serve(about, reader);
                }
                tell();
                keepInTouch(about);
                if (unchoked && !requests.isEmpty()) {
                    line.poll(in);
                } else {
                    line.read(in, interested && !unchoked ? SOON : telling ? NEWS : LATE);
                }
            }
        } finally {
            about.swarm.leave(this);
        }
    }

    /// Takes in every message that is there whole.
    ///
    /// @return false when there is nothing more to say to this peer
    private boolean hear(Sharing about) throws IOException {
        in.flip();
        boolean goOn = true;
        while (goOn && pastLong() && in.remaining() >= 4) {
            int length = in.getInt(in.position());
            if (length == 0) { // keep-alive
                in.getInt();
                continue;
            }
            if (length < 0 || length > LONGEST) {
                return bad();
            }
            if (in.remaining() < 5) {
                break;
            }
            int kind = in.get(in.position() + 4);
            if (length + 4 > IN) {
                goOn = kind == Wire.BITFIELD || kind == Wire.EXTENDED || bad();
                skip = length + 4;
            } else if (in.remaining() < length + 4) {
                break;
            } else {
                ByteBuffer body = in.slice(in.position() + 5, length - 1);
                in.position(in.position() + 4 + length);
                goOn = act(about, kind, body);
            }
        }
        boolean midway = in.hasRemaining() || skip > 0;
        if (!midway) {
            line.expect(IDLE, Event.IDLE);
        } else if (!waitsForRest) {
            line.expect(MESSAGE, Event.IDLE);
        }
        waitsForRest = midway;
        in.compact();
        return goOn;
    }

    /// Whether a message that does not fit, and is read past, has ended.
    private boolean pastLong() {
        int past = Math.min(skip, in.remaining());
        in.position(in.position() + past);
        skip -= past;
        return skip == 0;
    }

    private boolean bad() {
        station.counters.add(Event.BAD_MESSAGE);
        return false;
    }

    private boolean act(Sharing about, int kind, ByteBuffer body) throws IOException {
        return switch (kind) {
            case Wire.INTERESTED -> {
                interested = true;
                inLine = asked && !unchoked;
                station.slots.ask(this);
                yield true;
            }
            case Wire.NOT_INTERESTED -> {
                interested = false;
                inLine = false;
                requests.clear();
                station.slots.leave(this);
                yield true;
            }
            case Wire.REQUEST -> body.remaining() == 12 ? request(about, body) : bad();
            case Wire.CANCEL -> body.remaining() == 12 ? cancel(body) : bad();
            // we ask for nothing, so nothing may come
            case Wire.PIECE -> bad();
            // two seeds have nothing to give each other
            case Wire.HAVE_ALL -> had(full(about.pieces), about);
            case Wire.BITFIELD -> had(bytes(body), about);
            case Wire.HAVE -> (body.remaining() == 4 && got(body.getInt())) || bad();
            case Wire.EXTENDED -> body.hasRemaining() ? extended(about, body) : bad();
            case Wire.HASH_REQUEST ->
                    body.remaining() == HashAnswer.REQUEST ? hashes(about, body) : bad();
            default -> true;
        };
    }

    private boolean had(byte[] bits, Sharing about) {
        if (part != null) {
            part.had(bits);
        }
        return !Arrays.equals(bits, full(about.pieces));
    }

    private boolean got(int piece) {
        return part == null || part.got(piece);
    }

    /// Of pieces that have not gone out yet.
    private void tell() throws IOException {
        if (part != null && telling) {
            int[] news = part.news();
            if (news.length > 0) {
                say(Wire.each(Wire.HAVE, news));
            }
            telling = !part.toldAll();
        }
    }

    private boolean request(Sharing about, ByteBuffer body) throws IOException {
        int piece = body.getInt();
        int begin = body.getInt();
        int length = body.getInt();
        boolean inside =
                piece >= 0
                        && piece < about.pieces
                        && begin >= 0
                        && length > 0
                        && length <= REQUEST
                        && (long) begin + length <= about.pieceBytes(piece);
        if (inside && unchoked && requests.add(piece, begin, length)) {
            asked = true;
            useful = System.nanoTime();
            return true;
        }
        station.counters.add(Event.REFUSED_REQUEST);
        if (!inside && ++faults > FAULTS) {
            return bad();
        }
        reject(piece, begin, length);
        return true;
    }

    private void reject(int piece, int begin, int length) throws IOException {
        if (fast) {
            line.write(Wire.numbers(Wire.REJECT, piece, begin, length));
        }
    }

    private boolean cancel(ByteBuffer body) throws IOException {
        int piece = body.getInt();
        int begin = body.getInt();
        int length = body.getInt();
        if (requests.cancel(piece, begin, length)) {
            reject(piece, begin, length); // BEP 6: each request gets an answer
        }
        return true;
    }

    private boolean extended(Sharing about, ByteBuffer body) throws IOException {
        int number = body.get();
        byte[] payload = bytes(body);
        if (Extensions.isHandshake(number)) {
            theirs = Extensions.read(payload);
            about.swarm.listens(this, theirs.port());
            return !theirs.uploadOnly();
        }
        if (Extensions.isMetadata(number)) {
            ByteBuffer answer = Extensions.metadata(about, payload, theirs.metadata());
            if (answer != null) {
                if (given > about.most()) {
                    return bad(); // it asks for the same again and again
                }
                pay(about, answer.remaining());
                line.write(answer);
            }
        }
        return true;
    }

    private boolean hashes(Sharing about, ByteBuffer body) throws IOException {
        byte[] asked = bytes(body.duplicate());
        byte[] answer =
                station.hashes.allow(site) && given < about.most()
                        ? HashAnswer.of(about, body)
                        : null;
        if (answer == null) {
            station.counters.add(Event.REFUSED_HASHES);
            line.write(Wire.message(Wire.HASH_REJECT, asked));
        } else {
            pay(about, answer.length);
            line.write(Wire.message(Wire.HASHES, asked, answer));
        }
        return true;
    }

    /// What is told of a torrent is paid for as its content is.
    private void pay(Sharing about, int bytes) throws IOException {
        given += bytes;
        about.rates.take(bytes);
        station.rates.take(bytes);
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    /// Says what the slots have decided.
    private void turn() throws IOException {
        boolean holds = station.slots.holds(this);
        if (holds && !unchoked) {
            unchoked = true;
            useful = System.nanoTime();
            inLine = false;
            asked = false;
            say(Wire.numbers(Wire.UNCHOKE));
        } else if (!holds && unchoked) {
            unchoked = false;
            say(Wire.numbers(Wire.CHOKE));
            while (!requests.isEmpty()) {
                if (requests.length() > 0) {
                    reject(requests.piece(), requests.begin(), requests.length());
                }
                requests.drop();
            }
            if (interested) {
                inLine = asked;
                station.slots.ask(this);
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // the one thing that gives another connection its turn
    private void serve(Sharing about, Sharing.Reader reader) throws IOException {
        ByteBuffer out;
        try {
            out = station.buffers.take();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the seeder ends");
        }
        try {
            int given = station.disk.run(() -> load(about, reader, out));
            about.rates.take(given);
            station.rates.take(given);
            say(out.flip());
            about.row.given.addAndGet(given);
            batch = Math.min(2 * batch, Buffers.BYTES);
        } finally {
            station.buffers.give(out);
        }
        line.expect(IDLE, Event.IDLE);
        // virtual threads are not taken off their carrier: a fast peer would keep it from others
        Thread.yield();
    }

    /// Many blocks for one write; few to a peer that has not read any yet.
    private int load(Sharing about, Sharing.Reader reader, ByteBuffer out) throws IOException {
        int most = about.rates.batch(station.rates.batch(batch));
        int given = 0;
        while (!requests.isEmpty()) {
            int length = requests.length();
            if (length > 0) {
                boolean fits = out.remaining() >= HEAD + length && given + length <= most;
                if (given > 0 && !fits) {
                    break;
                }
                out.putInt(HEAD - 4 + length)
                        .put((byte) Wire.PIECE)
                        .putInt(requests.piece())
                        .putInt(requests.begin());
                long from = (long) requests.piece() * about.pieceLength + requests.begin();
                reader.read(from, length, out);
                given += length;
                if (requests.begin() + length == about.pieceBytes(requests.piece())) {
                    got(requests.piece()); // not every client says so
                }
            }
            requests.drop();
        }
        return given;
    }

    private void say(ByteBuffer message) throws IOException {
        line.write(message);
        spoke = System.nanoTime();
    }

    private void keepInTouch(Sharing about) throws IOException {
        if (System.nanoTime() - spoke > KEEP_ALIVE) {
            say(ByteBuffer.wrap(new byte[4]));
        }
        if (theirs.exchange() > 0 && !about.isPrivate) {
            ByteBuffer news = about.swarm.news(this, theirs.exchange());
            if (news != null) {
                say(news);
            }
        }
    }
}
