package v2v.torrent.census;

import v2v.item.Copies;
import v2v.item.Settings;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an operator decides about copies that others have too: `release.keep`.
public sealed interface Keep {
    /// `always`: nothing ever goes.
    record Always() implements Keep {}

    /// `until-seeds >= 5 for 30d`: a copy may go when so many others were seen at every look for so
    /// long.
    ///
    /// @param seeds at the least; 2 or more, so that one that vanishes is never the last
    /// @param span how long
    record UntilSeeds(int seeds, Duration span) implements Keep {
        private static final Duration DAY = Duration.ofDays(1);
        private static final Duration SLACK = Duration.ofMinutes(1);

        /// How often each release is looked at.
        public Duration pace() {
            return span.compareTo(DAY) < 0 ? span.dividedBy(4) : DAY;
        }

        /// A longer pause between two looks breaks a run: two days at the most.
        public Duration gap() {
            Duration twice = pace().multipliedBy(2).plus(SLACK);
            return twice.compareTo(DAY.multipliedBy(2)) < 0 ? twice : DAY.multipliedBy(2);
        }

        /// What is known after a look.
        ///
        /// @param found by it
        public Copies after(Copies before, int found, Instant now) {
            if (found < seeds) {
                return new Copies(null, 0, now, found);
            }
            Instant since = before.since();
            return since == null || broken(before, now)
                    ? new Copies(now, found, now, found)
                    : new Copies(since, Math.min(before.least(), found), now, found);
        }

        /// A run of looks that asked for fewer is none that counts.
        private boolean broken(Copies copies, Instant now) {
            Instant looked = copies.looked();
            return copies.least() < seeds
                    || looked == null
                    || looked.isAfter(now)
                    || Duration.between(looked, now).compareTo(gap()) > 0;
        }

        /// Whether a copy may go, if one more look finds enough at that very moment.
        public boolean mayGo(Copies copies, Instant now) {
            Instant since = copies.since();
            Instant looked = copies.looked();
            return since != null
                    && looked != null
                    && copies.seeds() >= seeds
                    && !broken(copies, now)
                    && Duration.between(looked, now).compareTo(DAY) < 0
                    && Duration.between(since, looked).compareTo(span) >= 0;
        }

        /// Whether a copy that is away is kept by too few.
        public boolean mustReturn(Copies copies) {
            return copies.seeds() < seeds;
        }

        /// When the next look is due.
        public Instant due(Copies copies, Instant started) {
            Instant looked = copies.looked();
            Instant next = looked == null ? started : looked.plus(pace());
            return next.isAfter(started) ? next : started;
        }
    }

    /// The setting.
    String KEY = "release.keep";

    /// What the operator wrote.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    static Keep read(Settings settings) {
        String text = settings.text(KEY, "always");
        if (text.equals("always")) {
            return new Always();
        }
        Matcher words =
                Pattern.compile("until-seeds\\s*>=\\s*(\\d{1,4})\\s+for\\s+(\\d{1,5})([dhms])")
                        .matcher(text);
        if (!words.matches()) {
            throw settings.bad(KEY, "expected always, or until-seeds >= 5 for 30d, found: " + text);
        }
        int seeds = Integer.parseInt(words.group(1));
        Duration span = span(Long.parseLong(words.group(2)), words.group(3).charAt(0));
        if (seeds < 2) {
            throw settings.bad(
                    KEY,
                    "one other seed is too few: when it goes, the last copy is gone; 2 or more");
        }
        if (span.isZero()) {
            throw settings.bad(KEY, "expected a time such as 30d, 12h, 10m or 20s, found: " + text);
        }
        return new UntilSeeds(seeds, span);
    }

    private static Duration span(long count, char unit) {
        return switch (unit) {
            case 'd' -> Duration.ofDays(count);
            case 'h' -> Duration.ofHours(count);
            case 'm' -> Duration.ofMinutes(count);
            default -> Duration.ofSeconds(count);
        };
    }
}
