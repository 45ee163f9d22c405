package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Rendition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Does one part of a work in a folder of its own.
///
/// @param bench a folder of its own upon the work's
record Handwork(Transcoder transcoder, Workbench bench, Ffmpeg ffmpeg) {
    private static final long EVERY_MILLIS = 500;

    /// Does it, and ends when its folder is taken away: then somebody else does it.
    ///
    /// @throws v2v.item.Refusal when it did not come out right
    Delivered of(Part part) throws IOException {
        return watched(bench.own(), () -> work(part));
    }

    /// Runs this for as long as the folder is there.
    static <T> T watched(Path own, Together.Work<T> work) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        return Together.both(
                        () -> watch(own, done),
                        () -> {
                            try {
                                return work.run();
                            } finally {
                                done.countDown();
                            }
                        })
                .other();
    }

    private static boolean watch(Path own, CountDownLatch done) throws IOException {
        try {
            while (!done.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                // that it is not seen, when a share does not answer, is not enough
                if (Files.notExists(own)) {
                    throw new IOException("the folder of this part was taken away: " + own);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Delivered work(Part part) throws IOException {
        return switch (part) {
            case Part.Whole whole -> made(whole, transcoder);
            case Part.Prepare prepare ->
                    delivered(prepare, transcoder.prepare(bench), null, ffmpeg.version());
            case Part.Sound sound -> {
                refuseOther(sound.prepared());
                transcoder.sound(bench);
                yield delivered(sound, null, null, ffmpeg.version());
            }
            case Part.Master master -> {
                refuseOther(master.prepared());
                transcoder.master(bench);
                yield delivered(master, null, null, ffmpeg.version());
            }
            case Part.Film film -> {
                refuseOther(film.prepared());
                Filming filming = transcoder.filming(bench);
                String tool = filming.piece(film.prepared(), film.index(), film.of());
                yield delivered(film, null, null, tool);
            }
            case Part.Finish finish -> {
                refuseOther(finish.prepared());
                yield made(finish, transcoder.given(finish.prepared()));
            }
        };
    }

    /// What is made of the same work by another recipe does not fit the rest of it.
    private void refuseOther(Prepared prepared) throws IOException {
        if (!prepared.recipe().equals(Recipe.digest(transcoder.recipe()))) {
            throw new IOException(
                    "the other parts of this work were begun by another recipe: the machines have"
                            + " other versions of V2V or FFmpeg");
        }
    }

    private Delivered made(Part part, Transcoder by) throws IOException {
        Workbench.Facts facts = by.transcode(bench);
        Delivered.Made made =
                new Delivered.Made(facts.files(), facts.master(), facts.made(), by.notes());
        String tool =
                facts.files().stream()
                        .filter(file -> file.role() == Rendition.Role.ACCESS)
                        .map(Rendition::tool)
                        .findFirst()
                        .orElse(ffmpeg.version());
        return delivered(part, null, made, tool);
    }

    private Delivered delivered(
            Part part, @Nullable Prepared prepared, Delivered.@Nullable Made made, String tool)
            throws IOException {
        Places places = Places.of(part, bench, transcoder);
        List<Delivered.File> files = new ArrayList<>();
        List<Path> all;
        try (Stream<Path> inside = Files.walk(bench.own())) {
            all = inside.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : all) {
            String place = bench.own().relativize(file).toString().replace('\\', '/');
            if (places.holds(place)) {
                files.add(new Delivered.File(place, Files.size(file)));
            }
        }
        String recipe = Recipe.digest(transcoder.recipe());
        return new Delivered(recipe, List.copyOf(files), prepared, made, tool);
    }
}
