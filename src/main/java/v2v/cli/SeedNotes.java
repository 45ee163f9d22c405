package v2v.cli;

import v2v.item.Library;
import v2v.torrent.Offer;
import v2v.torrent.seed.Seeder;

/// Says on the screen what a seeder notices: what is out is out, so nothing else is done about it.
record SeedNotes(Library library) implements Seeder.Notes {
    @Override
    public void withdrawn(Offer offer, String why) {
        say("not seeded: " + folder(offer) + ": " + why);
    }

    @Override
    public void restored(Offer offer) {
        say("seeded again: " + folder(offer));
    }

    @Override
    public void deaf(String tracker, String why) {
        say("tracker " + tracker + ": " + why);
    }

    @Override
    public void starved(String why) {
        say("peers are turned away: " + why + "; let it open more files (ulimit -n)");
    }

    private String folder(Offer offer) {
        return library.relative(offer.content());
    }

    private static void say(String sentence) {
        System.err.println("v2v: " + Screen.plain(sentence));
    }
}
