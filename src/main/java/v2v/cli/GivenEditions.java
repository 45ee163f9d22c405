package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Offer;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The editions of the catalogue that are given away: each from when it is shown until its files
/// are deleted. What is deleted must not stay in the trackers' lists.
final class GivenEditions {
    private final Consumer<Offer> give;
    private final Consumer<Offer> drop;
    private final List<Offer> given = new ArrayList<>();

    GivenEditions(Consumer<Offer> give, Consumer<Offer> drop) {
        this.give = give;
        this.drop = drop;
    }

    /// Once in a while.
    ///
    /// @param newest the edition that is shown; null while there is none
    /// @return whether it was not given until now
    boolean look(@Nullable Offer newest) {
        List<Offer> deleted =
                given.stream().filter(offer -> Files.notExists(offer.torrent())).toList();
        given.removeAll(deleted);
        deleted.forEach(drop);
        if (newest != null && !given.contains(newest)) {
            given.add(newest);
            give.accept(newest);
            return true;
        }
        return false;
    }
}
