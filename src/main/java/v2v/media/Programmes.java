package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.LanguageCode;
import v2v.item.Quality;
import v2v.item.Track;
import v2v.item.Treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Which sounds a work has for its listeners, the main one first.
///
/// A house's rules go first. Where there are none, or the file has none of their channels, the
/// tracks say it: two mono tracks at the head of a file are left and right unless they are in two
/// languages; what is silent or the same once more is left out; channels without places are pairs,
/// because mixing them would mix languages.
///
/// @param notes for a person: what the file holds and these do not
record Programmes(List<Programme> all, List<String> notes) {
    static Programmes of(List<Track.Sound> sounds, Quality quality, Profile.Sound sound) {
        Choice choice = new Choice(sounds, quality.sounds(), sound.loudness());
        choice.byRule(JoinRules.parse(sound.join()));
        if (choice.found.isEmpty()) {
            choice.byTracks();
        }
        return choice.end();
    }

    /// The acts of all of them.
    List<Treatment.Act> acts() {
        return all.stream().flatMap(programme -> programme.acts().stream()).toList();
    }

    /// One file's, under way.
    private static final class Choice {
        private final List<Track.Sound> sounds;
        private final List<Quality.Hearing> hearings;
        private final Profile.Loudness loudness;
        private final List<Programme> found = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        Choice(
                List<Track.Sound> sounds,
                List<Quality.Hearing> hearings,
                Profile.Loudness loudness) {
            this.sounds = sounds;
            this.hearings = hearings;
            this.loudness = loudness;
        }

        void byRule(JoinRules rules) {
            List<Programme.Pick> channels = new ArrayList<>();
            for (Track.Sound sound : sounds) {
                for (int i = 0; i < sound.channels(); i++) {
                    channels.add(new Programme.Pick(sound, List.of(i)));
                }
            }
            for (JoinRules.Rule rule : rules.rules()) {
                if (rule.channels().stream().allMatch(n -> n <= channels.size())) {
                    add(
                            gather(rule.channels().stream().map(n -> channels.get(n - 1)).toList()),
                            rule.layout(),
                            rule.language(),
                            "the house's rule");
                } else {
                    notes.add(
                            "the rule for channels "
                                    + rule.channels()
                                    + " asks for more than the "
                                    + channels.size()
                                    + " that the file has");
                }
            }
            if (found.isEmpty() && !rules.rules().isEmpty()) {
                notes.add("no rule of the profile fits, so the tracks decide");
            }
        }

        /// Channels of one track are taken out of it in one step.
        private static List<Programme.Pick> gather(List<Programme.Pick> channels) {
            List<Track.Sound> tracks =
                    channels.stream().map(Programme.Pick::track).distinct().toList();
            if (tracks.size() > 1) {
                return channels.stream().map(Choice::lone).toList();
            }
            List<Integer> numbers = channels.stream().flatMap(c -> c.channels().stream()).toList();
            return List.of(lone(new Programme.Pick(tracks.getFirst(), numbers)));
        }

        /// All of a mono or stereo track needs no picking.
        private static Programme.Pick lone(Programme.Pick pick) {
            boolean whole =
                    pick.track().channels() <= 2
                            && pick.channels()
                                    .equals(
                                            IntStream.range(0, pick.track().channels())
                                                    .boxed()
                                                    .toList());
            return whole ? Programme.Pick.whole(pick.track()) : pick;
        }

        void byTracks() {
            List<Track.Sound> left = heard();
            if (halves(left)) {
                add(
                        left.subList(0, 2).stream().map(Programme.Pick::whole).toList(),
                        Layout.STEREO,
                        LanguageCode.bcp47(left.getFirst().language()),
                        "two mono tracks at the head are left and right");
                left = left.subList(2, left.size());
            }
            left.forEach(this::track);
        }

        private List<Track.Sound> heard() {
            List<Track.Sound> loud =
                    sounds.stream().filter(s -> !is(s, Quality.Hearing::silent)).toList();
            if (loud.isEmpty()) {
                return sounds.stream().limit(1).toList();
            }
            List<Track.Sound> each =
                    loud.stream().filter(s -> !is(s, h -> twin(h, loud, s))).toList();
            for (Track.Sound sound : sounds) {
                if (!each.contains(sound)) {
                    boolean silent = !loud.contains(sound);
                    notes.add(
                            "track "
                                    + sound.index()
                                    + (silent ? " is silent" : " sounds the same as an earlier one")
                                    + " and is left out");
                }
            }
            return each;
        }

        /// The same sound in the name of another language is a copy all the same: a slot that
        /// nobody filled.
        private static boolean twin(
                Quality.Hearing hearing, List<Track.Sound> loud, Track.Sound of) {
            Integer twin = hearing.twin();
            return twin != null
                    && loud.stream()
                            .anyMatch(s -> s.index() == twin && s.channels() == of.channels());
        }

        /// Only the first two tracks of the file itself: where one of them was left out, the next
        /// one is not its other half.
        private boolean halves(List<Track.Sound> left) {
            if (left.size() < 2 || !left.subList(0, 2).equals(sounds.subList(0, 2))) {
                return false;
            }
            Track.Sound one = left.get(0);
            Track.Sound two = left.get(1);
            return one.channels() == 1
                    && two.channels() == 1
                    && one.sampleRate() == two.sampleRate()
                    && Objects.equals(one.language(), two.language());
        }

        private void track(Track.Sound sound) {
            String language = LanguageCode.bcp47(sound.language());
            if (sound.channels() == 2 && is(sound, Quality.Hearing::dualMono)) {
                add(
                        List.of(new Programme.Pick(sound, List.of(0))),
                        Layout.MONO,
                        language,
                        "its two channels are the same");
            } else if (sound.channels() > 2 && discrete(sound)) {
                pairs(sound, language);
            } else {
                add(List.of(Programme.Pick.whole(sound)), layout(sound), language, "its layout");
            }
        }

        private void pairs(Track.Sound sound, @Nullable String language) {
            for (int i = 0; i < sound.channels(); i += 2) {
                boolean pair = i + 1 < sound.channels();
                add(
                        List.of(new Programme.Pick(sound, pair ? List.of(i, i + 1) : List.of(i))),
                        pair ? Layout.STEREO : Layout.MONO,
                        language,
                        "its channels have no places, so they are taken as pairs");
            }
        }

        private static boolean discrete(Track.Sound sound) {
            String layout = sound.layout();
            return layout.isBlank() || layout.equals("unknown") || layout.contains("channel");
        }

        /// Surround forms that Opus has no plain place for are mixed down.
        private static Layout layout(Track.Sound sound) {
            if (sound.channels() <= 2) {
                return sound.channels() == 1 ? Layout.MONO : Layout.STEREO;
            }
            boolean six = sound.channels() == 6 && sound.layout().startsWith("5.1");
            boolean eight = sound.channels() == 8 && sound.layout().equals("7.1");
            return six ? Layout.FIVE_ONE : eight ? Layout.SEVEN_ONE : Layout.STEREO;
        }

        private void add(
                List<Programme.Pick> picks, Layout layout, @Nullable String language, String why) {
            Levelling.Estimate estimate = estimate(picks, layout);
            Levelling levelling = Levelling.of(estimate, loudness);
            String name = "sound " + (found.size() + 1);
            List<Treatment.Act> acts = new ArrayList<>();
            acts.add(
                    new Treatment.Act(
                            Treatment.Nature.TECHNICAL,
                            "sound",
                            name + ": " + layout.word() + " of " + words(picks),
                            why));
            Treatment.Act level = levelling.act(estimate, loudness, name);
            if (level != null) {
                acts.add(level);
            }
            found.add(new Programme(picks, layout, language, levelling, List.copyOf(acts)));
        }

        private static String words(List<Programme.Pick> picks) {
            return String.join(
                    " and ",
                    picks.stream()
                            .map(pick -> {
                                List<Integer> from1 =
                                        pick.channels().stream().map(c -> c + 1).toList();
                                return "track "
                                        + pick.track().index()
                                        + (from1.isEmpty() ? "" : " channels " + from1);
                            })
                            .toList());
        }

        /// Loudness adds up over channels (ITU-R BS.1770); of channels out of a track each is taken
        /// to have its share. The gate makes it an estimate; the exact number is measured later.
        private Levelling.Estimate estimate(List<Programme.Pick> picks, Layout layout) {
            double power = 0;
            double peak = Double.NEGATIVE_INFINITY;
            boolean heard = true;
            for (Programme.Pick pick : picks) {
                Optional<Quality.Hearing> hearing = hearing(pick.track());
                heard &= hearing.isPresent();
                Double level = hearing.map(Quality.Hearing::loudness).orElse(null);
                Double top = hearing.map(Quality.Hearing::truePeak).orElse(null);
                if (level != null && top != null) {
                    int taken = pick.channels().isEmpty() ? 1 : pick.channels().size();
                    int of = pick.channels().isEmpty() ? 1 : pick.track().channels();
                    power += Math.pow(10, level / 10) * taken / of;
                    peak = Math.max(peak, top + mixed(pick, layout));
                }
            }
            return power > 0 && heard
                    ? new Levelling.Estimate(true, 10 * Math.log10(power), peak)
                    : new Levelling.Estimate(heard, null, null);
        }

        /// FFmpeg's mixer scales a sum so that it can not exceed full scale, yet the sum of several
        /// channels peaks higher than each.
        private static double mixed(Programme.Pick pick, Layout layout) {
            boolean down = pick.channels().isEmpty() && pick.track().channels() > layout.channels();
            return down ? 3 : 0;
        }

        private Optional<Quality.Hearing> hearing(Track.Sound sound) {
            return hearings.stream().filter(h -> h.track() == sound.index()).findFirst();
        }

        private boolean is(Track.Sound sound, Predicate<Quality.Hearing> fact) {
            return hearing(sound).filter(fact).isPresent();
        }

        Programmes end() {
            int more = found.size() - JoinRules.MOST;
            if (more > 0) {
                notes.add(more + " further sounds are left out: there are more than 8");
            }
            return new Programmes(
                    found.stream().limit(JoinRules.MOST).toList(), List.copyOf(notes));
        }
    }
}
