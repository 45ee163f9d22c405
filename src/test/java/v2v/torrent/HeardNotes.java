package v2v.torrent;

import v2v.torrent.seed.Seeder;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a seeder told its operator, in order.
public final class HeardNotes implements Seeder.Notes {
    private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

    @Override
    public void withdrawn(Offer offer, String why) {
        all.add(why);
    }

    @Override
    public void restored(Offer offer) {
        all.add("restored");
    }

    @Override
    public void deaf(String tracker, String why) {
        all.add(tracker + ": " + why);
    }

    @Override
    public void starved(String why) {
        all.add(why);
    }

    String take() {
        try {
            return Objects.requireNonNull(all.poll(20, TimeUnit.SECONDS), "nothing was told");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int size() {
        return all.size();
    }
}
