package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Record.Provenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What real footage says of itself.
class EmbeddedMediaIT {
    private static final Path REAL = Path.of("../shared/footage");

    @TempDir Path folder;
    private Looking looking;

    @BeforeEach
    void open() throws IOException {
        looking = new Looking(new Footages(folder, "damage: refuse\n").ffmpeg());
    }

    private List<Provenance> embedded(Path file) throws IOException {
        return Embedded.of(looking.at(file).probe(), file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bwf_24bit_bext.wav | originator | bext Originator | REAPER
                    bwf_24bit_bext.wav | dates | bext OriginationDate | 2017-04-13
                    bwf_24bit_bext.wav | originationTime | bext OriginationTime | 18-09-42
                    bwf_bext_axml_24bit_mono.wav | localIds | format tag isrc | NOX001212345
                    freemxf_mpeg2_pal_op1a.mxf | umid | format tag material_package_umid | 0x060A2B340101010501010D2013000000B8F1CF19AE56934C86111A467868DDFF
                    freemxf_mpeg2_pal_op1a.mxf | umid | track 0 tag file_package_umid | 0x060A2B3401010101010101201300000064CFA7AB7A2ADF4497171B487FB03E3A
                    freemxf_mpeg2_pal_op1a.mxf | operationalPattern | format tag operational_pattern_ul | 060e2b34.04010101.0d010201.01010100
                    freemxf_mpeg2_pal_op1a.mxf | timecode | format tag timecode | 00:00:00:00
                    h264_ac3_vobsub.mkv | languages | track 2 tag LANGUAGE | eng
                    theora_vorbis_30s.ogv | rights.license | track 1 tag LICENSE | http://creativecommons.org/licenses/publicdomain/
                    theora_vorbis_30s.ogv | titles | track 1 tag TITLE | Halo
                    iphone_rotated_vfr_gps.mov | camera | format tag com.apple.quicktime.model | iPhone 6
                    iphone_rotated_vfr_gps.mov | dates | format tag com.apple.quicktime.creationdate | 2019-07-24T11:25:40+0300
                    iphone_rotated_vfr_gps.mov | private:gps | format tag com.apple.quicktime.location.iso6709 | +32.0929+034.8620+028.516/
                    FLIR Thermal portrait_vfr.mp4 | private:gps | format tag location | +34.0754-118.2543/
                    """)
    void realFootage(String name, String field, String place, String value) throws IOException {
        List<Provenance> found = embedded(REAL.resolve(name));
        Provenance wanted = new Provenance(field, name, place, value);
        assertTrue(found.contains(wanted), found.toString());
    }

    @Test
    void aPlaceStandsOnlyUnderItsPrivateName() throws IOException {
        for (Provenance said : embedded(REAL.resolve("iphone_rotated_vfr_gps.mov"))) {
            assertTrue(
                    said.field().startsWith("private:") || !said.value().contains("32.09"),
                    said.toString());
        }
    }

    @Test
    void otherChunksOfAWaveAreNamed() throws IOException {
        List<Provenance> found = embedded(REAL.resolve("bwf_bext_axml_24bit_mono.wav"));
        assertTrue(
                found.stream()
                        .anyMatch(p -> p.field().equals("axml") && "axml chunk".equals(p.place())),
                found.toString());
    }

    /// A wave that we write, RF64 with a data chunk whose size stands in `ds64`.
    @Test
    void bextInFull() throws IOException {
        ByteBuffer bext = ByteBuffer.allocate(700).order(ByteOrder.LITTLE_ENDIAN);
        put(bext, 0, "Sch\u00f6n\u0007e Aufnahme");
        put(bext, 256, "Radio Nord");
        put(bext, 288, "DE-RN-0001");
        put(bext, 320, "1999-12-31");
        put(bext, 330, "23:59:59");
        bext.putLong(338, 480_000);
        bext.put(348, (byte) 6).put(379, (byte) 0xFF);
        put(bext, 602, "A=ANALOGUE,M=stereo,T=Studer\r\n");
        ByteBuffer wave = ByteBuffer.allocate(2000).order(ByteOrder.LITTLE_ENDIAN);
        wave.put(ascii("RF64")).putInt(-1).put(ascii("WAVE"));
        wave.put(ascii("ds64")).putInt(28).putLong(900).putLong(11).put(new byte[12]);
        wave.put(ascii("data")).putInt(-1).put(new byte[12]);
        wave.put(ascii("iXML")).putInt(3).put(ascii("<a/>"));
        wave.put(ascii("bext")).putInt(700).put(bext.array());
        Path file = folder.resolve("a.wav");
        Files.write(file, java.util.Arrays.copyOf(wave.array(), wave.position()));
        List<Bext.Said> said = Bext.of(file);
        assertEquals(
                List.of(
                        new Bext.Said("ixml", "iXML chunk", "3 bytes"),
                        new Bext.Said(
                                "descriptions", "bext Description", "Sch\u00f6n\u0007e Aufnahme"),
                        new Bext.Said("originator", "bext Originator", "Radio Nord"),
                        new Bext.Said("localIds", "bext OriginatorReference", "DE-RN-0001"),
                        new Bext.Said("dates", "bext OriginationDate", "1999-12-31"),
                        new Bext.Said("originationTime", "bext OriginationTime", "23:59:59"),
                        new Bext.Said("timeReference", "bext TimeReference", "480000 samples"),
                        new Bext.Said("umid", "bext UMID", "0x06" + "00".repeat(30) + "FF"),
                        new Bext.Said(
                                "codingHistory",
                                "bext CodingHistory",
                                "A=ANALOGUE,M=stereo,T=Studer")),
                said);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void put(ByteBuffer into, int at, String text) {
        into.put(at, text.getBytes(java.nio.charset.Charset.forName("windows-1252")));
    }

    /// A wave that is cut anywhere, or whose sizes lie, says less; it never fails.
    @Test
    void brokenWavesSayLess() throws IOException {
        byte[] real = Files.readAllBytes(REAL.resolve("bwf_24bit_bext.wav"));
        for (int length : new int[] {0, 3, 11, 12, 19, 20, 100, 700, 5000}) {
            Path cut = folder.resolve("cut.wav");
            Files.write(cut, java.util.Arrays.copyOf(real, length));
            assertTrue(Bext.of(cut).size() <= 9);
        }
        byte[] liar = real.clone();
        java.util.Arrays.fill(liar, 16, 20, (byte) 0xFF);
        assertTrue(Bext.of(Files.write(folder.resolve("liar.wav"), liar)).size() <= 9);
    }

    @Test
    void theInspectionHasIt() throws IOException {
        Footages footages = new Footages(folder, "damage: refuse\n");
        Path tape = footages.interlaced("top.mxf", true);
        List<Provenance> found = footages.inspect(tape).embedded();
        assertTrue(found.stream().anyMatch(p -> p.field().equals("umid")), found.toString());
        assertTrue(
                found.contains(
                        new Provenance(
                                "timecode", "top.mxf", "format tag timecode", "10:00:00:00")),
                found.toString());
    }
}
