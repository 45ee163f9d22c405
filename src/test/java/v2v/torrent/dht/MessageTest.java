package v2v.torrent.dht;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import v2v.torrent.Bencode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/// What stands on the wire, byte for byte.
class MessageTest {
    private static final Bencode.Text AA = Bencode.text("aa");
    private static final Bencode.Text TOKEN = Bencode.text("aoeusnth");
    private static final Id ASKER = Id.of(Vectors.bytes("abcdefghij0123456789"));
    private static final Id OTHER = Id.of(Vectors.bytes("mnopqrstuvwxyz123456"));

    /// A packet, and what it says.
    record Row(String packet, Message message) {}

    private static Row query(String packet, Ask ask) {
        return new Row(packet, new Message.Query(AA, ASKER, false, ask));
    }

    private static Row response(String packet, Id from, Reply reply) {
        return new Row(packet, new Message.Response(AA, from, null, reply));
    }

    private static InetSocketAddress peer(String six) {
        return Compact.peer(Vectors.bytes(six), 0);
    }

    /// The examples of BEP 5, of BEP 33 and 43, and forms of BEP 44.
    static Stream<Row> packets() {
        return Stream.concat(questions(), answers());
    }

    private static Stream<Row> questions() {
        return Stream.of(
                query("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe", new Ask.Ping()),
                new Row(
                        "d1:ad2:id20:abcdefghij0123456789e1:q4:ping2:roi1e1:t2:aa1:y1:qe",
                        new Message.Query(AA, ASKER, true, new Ask.Ping())),
                query(
                        "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e"
                                + "1:q9:find_node1:t2:aa1:y1:qe",
                        new Ask.FindNode(OTHER, true)),
                query(
                        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e"
                                + "1:q9:get_peers1:t2:aa1:y1:qe",
                        new Ask.GetPeers(OTHER, true)),
                query(
                        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456"
                                + "4:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe",
                        new Ask.AnnouncePeer(OTHER, 6881, false, false, TOKEN)),
                query(
                        "d1:ad2:id20:abcdefghij012345678912:implied_porti1e"
                                + "9:info_hash20:mnopqrstuvwxyz1234564:porti6881e4:seedi1e"
                                + "5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe",
                        new Ask.AnnouncePeer(OTHER, 6881, true, true, TOKEN)),
                query(
                        "d1:ad2:id20:abcdefghij01234567893:seqi7e6:target20:mnopqrstuvwxyz123456e"
                                + "1:q3:get1:t2:aa1:y1:qe",
                        new Ask.Get(OTHER, OptionalLong.of(7))),
                query(
                        "d1:ad2:id20:abcdefghij01234567895:token8:aoeusnth1:v12:Hello World!e"
                                + "1:q3:put1:t2:aa1:y1:qe",
                        new Ask.Put(Bencode.text("Hello World!"), null, TOKEN)),
                query(
                        "d1:ad3:casi3e2:id20:abcdefghij01234567891:k32:"
                                + "k".repeat(32)
                                + "4:salt6:foobar3:seqi4e3:sig64:"
                                + "s".repeat(64)
                                + "5:token8:aoeusnth1:vli1ee"
                                + "e1:q3:put1:t2:aa1:y1:qe",
                        new Ask.Put(
                                new Bencode.Series(List.of(Bencode.whole(1))),
                                new Ask.Signed(
                                        Bencode.text("k".repeat(32)),
                                        Bencode.text("foobar"),
                                        4,
                                        Bencode.text("s".repeat(64)),
                                        OptionalLong.of(3)),
                                TOKEN)));
    }

    private static Stream<Row> answers() {
        return Stream.of(
                new Row(
                        "d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee",
                        new Message.Failure(AA, 201, "A Generic Error Ocurred", null)),
                response("d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re", OTHER, Reply.YES),
                new Row(
                        "d2:ip6:axje.u1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re",
                        new Message.Response(AA, OTHER, peer("axje.u"), Reply.YES)),
                response(
                        "d1:rd2:id20:mnopqrstuvwxyz1234565:nodes26:abcdefghij0123456789axje.u"
                                + "e1:t2:aa1:y1:re",
                        OTHER,
                        Reply.nearest(List.of(new Contact(ASKER, peer("axje.u"))))),
                response(
                        "d1:rd2:id20:abcdefghij01234567895:token8:aoeusnth"
                                + "6:valuesl6:axje.u6:idhtnmee1:t2:aa1:y1:re",
                        ASKER,
                        new Reply(null, List.of(peer("axje.u"), peer("idhtnm")), TOKEN, null)),
                response(
                        "d1:rd2:id20:abcdefghij01234567891:k32:"
                                + "k".repeat(32)
                                + "5:nodes0:3:seqi9e3:sig64:"
                                + "s".repeat(64)
                                + "5:token8:aoeusnth1:v12:Hello World!e1:t2:aa1:y1:re",
                        ASKER,
                        new Reply(
                                List.of(),
                                List.of(),
                                TOKEN,
                                new Reply.Stored.Signed(
                                        Bencode.text("k".repeat(32)),
                                        9,
                                        Bencode.text("s".repeat(64)),
                                        Bencode.text("Hello World!")))));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void packetsAreReadAndWrittenByteForByte(Row row) throws BadMessage {
        byte[] packet = Vectors.bytes(row.packet());
        assertEquals(row.message(), MessageReader.read(packet));
        assertEquals(row.packet(), latin(MessageWriter.bytes(row.message())));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// What is wrong with a question is told to its asker, when it has a name.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "204|d1:ad2:id20:abcdefghij0123456789e1:q4:sing1:t2:aa1:y1:qe",
                "203|d1:ad2:id19:abcdefghij012345678e1:q4:ping1:t2:aa1:y1:qe",
                "203|d1:ad2:idi1ee1:q4:ping1:t2:aa1:y1:qe",
                "203|d1:q4:ping1:t2:aa1:y1:qe",
                "203|d1:ad2:id20:abcdefghij0123456789e1:q9:find_node1:t2:aa1:y1:qe",
                "203|d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti0e"
                        + "5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe",
                "203|d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456"
                        + "4:porti65536e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe",
                "203|d1:ad2:id20:abcdefghij01234567891:k1:k3:seqi1e3:sig1:s5:token1:t1:v1:xe"
                        + "1:q3:put1:t2:aa1:y1:qe"
            })
    void whatIsWrongIsTold(int code, String packet) {
        BadMessage bad =
                assertThrows(BadMessage.class, () -> MessageReader.read(Vectors.bytes(packet)));
        assertEquals(code, bad.wireCode());
        assertEquals(AA, bad.transaction());
    }

    @ParameterizedTest
    @CsvSource({
        "x",
        "le",
        "de",
        "d1:t2:aa1:y1:xe",
        "d1:y1:qe",
        // keys that are not sorted, a number with a zero before it
        "d1:y1:q1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aae",
        "d1:eli0201e1:xe1:t2:aa1:y1:ee",
        // nodes that are cut, as the example of BEP 5 abbreviates them
        "d1:rd2:id20:0123456789abcdefghij5:nodes9:def456...e1:t2:aa1:y1:re"
    })
    void whatIsNoMessageGetsNoAnswer(String packet) {
        BadMessage bad =
                assertThrows(BadMessage.class, () -> MessageReader.read(Vectors.bytes(packet)));
        assertNull(bad.transaction());
    }

    @Test
    void whoWantsSixAloneIsUnderstood() throws BadMessage {
        String packet =
                "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz1234564:wantl2:n6ee"
                        + "1:q9:find_node1:t2:aa1:y1:qe";
        Message.Query query = (Message.Query) MessageReader.read(Vectors.bytes(packet));
        assertEquals(new Ask.FindNode(OTHER, false), query.ask());
    }

    // --- BEP 44 ---

    @Test
    void theVectorsOfBep44() {
        assertEquals(
                "3:seqi1e1:v12:Hello World!",
                latin(SignedItem.toSign(new byte[0], 1, Bencode.text("Hello World!"))));
        assertEquals(
                "4:salt6:foobar3:seqi1e1:v12:Hello World!",
                latin(SignedItem.toSign(Vectors.bytes("foobar"), 1, Bencode.text("Hello World!"))));
        assertArrayEquals(
                Vectors.hex("4a533d47ec9c7d95b1ad75f576cffc641853b750"),
                Vectors.MUTABLE.target().bytes());
        assertArrayEquals(
                Vectors.hex("411eba73b6f087ca51a3795d9c8c938d365e32c1"),
                Vectors.SALTED.target().bytes());
        assertArrayEquals(
                Vectors.hex("e5f96f6f38320f0f33959cb4d3d656452117aadb"),
                Hash.of(Bencode.text("Hello World!").encoded()).bytes());
        assertTrue(Vectors.MUTABLE.genuine());
        assertTrue(Vectors.SALTED.genuine());
    }

    @Test
    void whatIsChangedIsNotGenuine() {
        SignedItem good = Vectors.SALTED;
        byte[] key = good.publicKey();
        byte[] salt = good.salt();
        byte[] signature = good.signature();
        byte[] other = signature.clone();
        other[0] ^= 1;
        Bencode value = good.value();
        assertFalse(new SignedItem(key, salt, 2, value, signature).genuine());
        assertFalse(new SignedItem(key, new byte[0], 1, value, signature).genuine());
        assertFalse(new SignedItem(key, salt, 1, Bencode.text("Hello"), signature).genuine());
        assertFalse(new SignedItem(key, salt, 1, value, other).genuine());
        assertFalse(new SignedItem(key, salt, 1, value, new byte[63]).genuine());
        assertFalse(new SignedItem(new byte[31], salt, 1, value, signature).genuine());
        byte[] none = new byte[32];
        java.util.Arrays.fill(none, (byte) 0xFF);
        assertFalse(new SignedItem(none, salt, 1, value, signature).genuine());
    }

    @Test
    void sizesAreBounded() throws Exception {
        var pair = Vectors.pair();
        // 996 bytes and "996:" are 1000
        assertTrue(Vectors.signed(pair, "", 1, Bencode.bytes(new byte[996])).genuine());
        assertFalse(Vectors.signed(pair, "", 1, Bencode.bytes(new byte[997])).genuine());
        assertTrue(Vectors.signed(pair, "s".repeat(64), 1, Bencode.text("")).genuine());
        assertFalse(Vectors.signed(pair, "s".repeat(65), 1, Bencode.text("")).genuine());
    }

    // --- BEP 42 ---

    @ParameterizedTest
    @CsvSource({
        "124.31.75.21, 5fbfbff10c5d6a4ec8a88e4c6ab4c28b95eee401",
        "21.75.31.124, 5a3ce9c14e7a08645677bbd1cfe7d8f956d53256",
        "65.23.51.170, a5d43220bc8f112a3d426c84764f8c2a1150e616",
        "84.124.73.14, 1b0321dd1bb1fe518101ceef99462b947a01ff41",
        "43.213.53.83, e56f6cbf5b7c4be0237986d5243b87aa6d51305a"
    })
    void theVectorsOfBep42(String address, String id) throws Exception {
        InetAddress host = InetAddress.getByName(address);
        Id good = Id.of(Vectors.hex(id));
        assertTrue(IdRule.fits(good, host));
        assertFalse(IdRule.fits(good, InetAddress.getByName("124.31.75.22")));
        assertTrue(IdRule.fits(good, InetAddress.getByName("10.1.2.3")), "private ones are free");
        assertTrue(IdRule.fits(IdRule.derive(host, new Random(1)), host));
    }

    @Test
    void distances() {
        Random random = new Random(7);
        Id here = Id.random(random);
        for (int bits = 0; bits < Id.BITS; bits++) {
            Id other = here.beside(bits, random);
            assertEquals(bits, here.shared(other));
            if (bits > 0) {
                Id farther = here.beside(bits - 1, random);
                assertTrue(here.nearest().compare(other, farther) < 0);
            }
        }
        assertEquals(Id.BITS, here.shared(Id.of(here.bytes())));
    }
}
