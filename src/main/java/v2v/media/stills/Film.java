package v2v.media.stills;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// A picture track, frame by frame. Only for the worker: what it calls can crash.
final class Film implements AutoCloseable {
    /// A track that no file has: the grabber would open the first sound else.
    private static final int NO_SOUND = 1 << 20;

    private final FFmpegFrameGrabber grabber;
    private final AVFormatContext container;
    private final long start;

    private Film(FFmpegFrameGrabber grabber) {
        this.grabber = grabber;
        this.container = grabber.getFormatContext();
        long first = container.start_time();
        this.start = first == avutil.AV_NOPTS_VALUE ? 0 : first;
    }

    static Film open(Job job) throws FrameGrabber.Exception {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        // for the whole process: the decoders that guess at the tracks get no options
        avutil.av_max_alloc(job.limits().allocation());
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(job.file());
        grabber.setOption("protocol_whitelist", "file,pipe");
        grabber.setOption("format_whitelist", job.limits().formats());
        grabber.setVideoOption("max_pixels", Long.toString(job.limits().pixels()));
        grabber.setVideoOption("threads", "2");
        // threads of one frame each would hold a key frame back until others follow it
        grabber.setVideoOption("thread_type", "slice");
        grabber.setVideoStream(job.track());
        grabber.setAudioStream(NO_SOUND);
        boolean gray = job.measure() == Job.Measure.MARGINS;
        grabber.setImageMode(gray ? FrameGrabber.ImageMode.GRAY : FrameGrabber.ImageMode.COLOR);
        if (job.width() > 0) {
            grabber.setImageWidth(job.width());
            grabber.setImageHeight(job.height());
        }
        grabber.start();
        Film film = new Film(grabber);
        film.leaveOthers(job.track());
        return film;
    }

    private void leaveOthers(int track) {
        for (int i = 0; i < container.nb_streams(); i++) {
            if (i != track) {
                container.streams(i).discard(avcodec.AVDISCARD_ALL);
            }
        }
    }

    /// A frame of it.
    ///
    /// @param micros from the container's start
    /// @param lines overwritten by the next frame
    record Still(long micros, ByteBuffer lines, int stride, int width, int height) {
        Raster raster() {
            return Raster.of(lines, stride, width, height);
        }
    }

    /// The key frame at or before a time, or one soon after; null at the end.
    ///
    /// A container that can not jump is read on. Nothing but key frames is decoded, so that nothing
    /// that the decoder still holds from before the jump can spoil the picture.
    @Nullable Still key(long micros) throws FrameGrabber.Exception {
        long time = micros + start;
        var _ =
                avformat.avformat_seek_file(
                        container, -1, Long.MIN_VALUE, time, time, avformat.AVSEEK_FLAG_BACKWARD);
        return still(grabber.grabKeyFrame());
    }

    /// The frame that follows; null at the end.
    @Nullable Still next() throws FrameGrabber.Exception {
        return still(grabber.grabImage());
    }

    private @Nullable Still still(@Nullable Frame frame) {
        if (frame == null || frame.image == null) {
            return null;
        }
        ByteBuffer lines = (ByteBuffer) frame.image[0];
        return new Still(
                frame.timestamp - start,
                lines,
                frame.imageStride,
                frame.imageWidth,
                frame.imageHeight);
    }

    @Override
    public void close() throws FrameGrabber.Exception {
        grabber.close();
    }
}
