package v2v.rights.rule;

import v2v.item.Record.ThirdParty;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A right of somebody else, as a person finds it in the work.
record Cue(ThirdParty party) {
    private static final Set<String> MUSIC = Set.of("music", "song", "recording", "composition");
    private static final Set<String> CONSENT =
            Set.of(
                    "minor",
                    "minors",
                    "child",
                    "children",
                    "personality",
                    "portrait",
                    "performer portrait",
                    "performer-portrait");

    static List<Cue> of(Case work) {
        return work.record().clearances().stream().map(Cue::new).toList();
    }

    /// A record that leaves the word out has not cleared anything.
    String status() {
        String status = party.status();
        return Case.plain(status).isEmpty() ? "unknown" : Case.plain(status);
    }

    boolean settled() {
        return status().equals("cleared") || status().equals("not-needed");
    }

    boolean refused() {
        return status().equals("refused");
    }

    boolean music() {
        return MUSIC.contains(Case.plain(party.kind()));
    }

    /// Whether it is a person who must agree, and not an owner.
    boolean consent() {
        return CONSENT.contains(Case.plain(party.kind()));
    }

    /// Kind and time: `music at 0:12:03–0:13:10`.
    String name() {
        String kind = Objects.requireNonNullElse(party.kind(), "a right of somebody else");
        return time().isEmpty() ? kind : kind + " at " + time();
    }

    /// `0:12:03–0:13:10`; empty when nobody said when.
    String time() {
        String start = party.startMillis() == null ? "" : clock(party.startMillis());
        String end = party.endMillis() == null ? "" : "–" + clock(party.endMillis());
        return start + end;
    }

    private static String clock(long millis) {
        long seconds = millis / 1000;
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
