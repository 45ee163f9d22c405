package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.junit.jupiter.api.Test;

import v2v.item.Track;

import java.time.Duration;

class HeaderTest {
    private static final String PHONE =
            """
            {"streams": [
              {"index": 0, "codec_name": "aac", "codec_type": "audio", "sample_rate": "44100",
               "channels": 1, "channel_layout": "mono", "duration": "4.017",
               "tags": {"language": "und"}},
              {"index": 1, "codec_name": "h264", "codec_type": "video", "width": 568, "height": 320,
               "pix_fmt": "yuvj420p", "field_order": "progressive", "color_range": "pc",
               "r_frame_rate": "90000/1", "avg_frame_rate": "72000/2401", "duration": "4.001667",
               "disposition": {"default": 1, "attached_pic": 0},
               "side_data_list": [{"side_data_type": "Display Matrix", "rotation": -90}]},
              {"index": 2, "codec_name": "mjpeg", "codec_type": "video", "width": 3000,
               "height": 3000, "disposition": {"attached_pic": 1}},
              {"index": 3, "codec_type": "data", "codec_tag_string": "mebx"},
              {"index": 4, "codec_type": "audio", "codec_tag_string": "xxxx"}],
             "format": {"format_name": "mov,mp4,m4a,3gp,3g2,mj2", "duration": "4.017",
               "probe_score": 100, "tags": {"timecode": "10:00:00:00", "Location": "+51-000/"}}}
            """;

    private static Probe read(String text) throws JsonProcessingException {
        return ProbeReader.read(text);
    }

    @Test
    void theMovingPictureIsChosenAndNotTheCover() throws JsonProcessingException {
        Track.Picture picture = read(PHONE).picture();
        assertNotNull(picture);
        assertEquals(1, picture.index());
        assertEquals(90, picture.rotation());
        assertEquals("72000/2401", picture.rate().toString());
        assertEquals("1/1", picture.sampleShape().toString());
        assertEquals("pc", picture.colourRange());
    }

    @Test
    void soundWithoutACodecIsNotCountedOn() throws JsonProcessingException {
        Probe probe = read(PHONE);
        assertEquals(1, probe.sounds().size());
        assertNull(probe.sounds().getFirst().language());
        assertEquals("10:00:00:00", probe.timecode());
        assertEquals("mov", probe.container());
        assertEquals(Duration.ofNanos(4_001_667_000L), probe.claim(1).duration());
    }

    @Test
    void anAbsurdAverageRateIsNotBelieved() throws JsonProcessingException {
        Track.Picture dv =
                read("""
                {"streams": [{"index": 0, "codec_name": "dvvideo",
                 "codec_type": "video", "width": 720, "height": 480,
                 "sample_aspect_ratio": "8:9", "avg_frame_rate": "60000/1",
                 "r_frame_rate": "30000/1001"}], "format": {}}
                """)
                        .picture();
        assertNotNull(dv);
        assertEquals("30000/1001", dv.rate().toString());
        assertEquals("8/9", dv.sampleShape().toString());
    }

    @Test
    void matroskaKeepsATracksLengthInATag() throws JsonProcessingException {
        Probe probe =
                read(
                        """
                        {"streams": [{"index": 0, "codec_type": "video", "codec_name": "ffv1",
                         "tags": {"DURATION": "00:01:01.240000000"}}], "format": {}}
                        """);
        assertEquals(Duration.ofMillis(61_240), probe.claim(0).duration());
    }

    @Test
    void aFileThatIsNothingHasNothing() throws JsonProcessingException {
        assertNull(read("{}").picture());
        assertEquals(0, read("{}").tracks().size());
    }
}
