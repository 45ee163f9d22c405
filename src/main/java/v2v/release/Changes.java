package v2v.release;

import v2v.item.Rendition;
import v2v.item.Rendition.Role;
import v2v.item.Track;
import v2v.item.Treatment;
import v2v.item.Treatment.Act;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What was done to the work on its way out, for the line that licences ask for: say if you changed
/// it (CC BY 4.0, section 3(a)(1)(B)).
final class Changes {
    /// Names of codecs as `codecs=` spells them, and as people do.
    private static final Map<String, String> CODECS =
            Map.of(
                    "av01", "AV1", "vp09", "VP9", "vp9", "VP9", "vp8", "VP8", "opus", "Opus",
                    "flac", "FLAC", "ffv1", "FFV1");

    private Changes() {}

    /// One sentence, without its full stop.
    static String of(Facts facts) {
        String form = "transcoded from the archive's original to " + format(facts.access());
        List<String> done = new ArrayList<>(List.of(form));
        Treatment treatment = facts.inspection().treatment();
        if (treatment.acts().isEmpty()) {
            done.addAll(seen(facts));
            return String.join(", ", done);
        }
        done.addAll(planned(facts, treatment));
        return String.join("; ", done);
    }

    /// What can be told from the files themselves, where no plan was kept.
    private static List<String> seen(Facts facts) {
        List<String> done = new ArrayList<>();
        if (facts.moving() && facts.inspection().scan().interlaced()) {
            done.add("deinterlaced");
        }
        facts.inspection()
                .chosenPicture()
                .flatMap(picture -> scaled(picture, facts.access()))
                .ifPresent(done::add);
        return done;
    }

    private static Optional<String> scaled(Track.Picture from, Rendition to) {
        boolean same = from.width() == to.width() && from.height() == to.height();
        return same || to.width() == 0
                ? Optional.empty()
                : Optional.of(
                        "scaled from %d × %d to %d × %d (square pixels)"
                                .formatted(from.width(), from.height(), to.width(), to.height()));
    }

    /// What was done to the copy for everybody, and after it what was done to another one alone.
    private static List<String> planned(Facts facts, Treatment treatment) {
        Map<Role, Set<String>> steps = new LinkedHashMap<>();
        steps.put(Role.ACCESS, new LinkedHashSet<>());
        for (Rendition file : facts.files()) {
            Set<String> known = steps.getOrDefault(Role.ACCESS, Set.of());
            for (Act act : told(treatment, file.role())) {
                String what = words(facts, act);
                if (file.role() == Role.ACCESS || !known.contains(what)) {
                    steps.computeIfAbsent(file.role(), _ -> new LinkedHashSet<>()).add(what);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        steps.forEach((role, done) ->
                done.forEach(what -> lines.add(role == Role.ACCESS ? what : of(role) + what)));
        return lines;
    }

    /// With those of the copy for everybody stand the steps that belong to no file in particular.
    private static List<Act> told(Treatment treatment, Role role) {
        return treatment.acts().stream()
                .filter(act ->
                        concerns(act.output(), role)
                                || (role == Role.ACCESS
                                        && Stream.of(Role.values())
                                                .noneMatch(r -> concerns(act.output(), r))))
                .toList();
    }

    private static String words(Facts facts, Act act) {
        String what = Clean.line(facts.open(act.what())).replaceFirst("[.;]+$", "");
        return switch (act.nature()) {
            case TECHNICAL -> what;
            case ADAPTIVE -> what + " (this changes the work itself)";
        };
    }

    private static String of(Role role) {
        return switch (role) {
            case ACCESS -> "";
            case COMPATIBLE -> "in the copy for older players: ";
            case PROXY -> "in the small copy: ";
            case SOUND -> "in the sound alone: ";
            case LOSSLESS -> "in the lossless sound: ";
            case POSTER -> "in the still picture: ";
            case STORYBOARD, STORYBOARD_MAP -> "in the storyboard: ";
            case WORDS -> "in the subtitles: ";
            case MASTER, FRAME_HASHES -> "in the master: ";
        };
    }

    /// The steps of a plan that made this kind of file.
    static List<Act> acts(Treatment treatment, Role role) {
        return treatment.acts().stream().filter(act -> concerns(act.output(), role)).toList();
    }

    /// A plan names outputs as profiles do.
    private static boolean concerns(String output, Role role) {
        String name = output.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        return switch (role) {
            case SOUND -> name.equals("sound") || name.equals("opus");
            case LOSSLESS -> name.equals("lossless") || name.equals("flac");
            case STORYBOARD -> name.equals("storyboard");
            case STORYBOARD_MAP -> name.equals("storyboard_map");
            case ACCESS, COMPATIBLE, PROXY, POSTER, WORDS, MASTER, FRAME_HASHES ->
                    name.equals(role.name().toLowerCase(Locale.ROOT));
        };
    }

    /// `WebM (AV1, Opus)`.
    static String format(Rendition file) {
        String name = container(file);
        // a container that holds one codec alone goes by its name
        List<String> codecs = file.mime().contains("codecs") ? codecs(file) : List.of();
        return codecs.isEmpty() ? name : name + " (" + String.join(", ", codecs) + ")";
    }

    /// The codecs that its media type names, in their order.
    static List<String> codecs(Rendition file) {
        String mime = file.mime().toLowerCase(Locale.ROOT);
        if (mime.startsWith("audio/flac")) {
            return List.of("FLAC");
        }
        List<String> codecs = new ArrayList<>();
        for (String codec : mime.replaceFirst("[^;]*;?", "").split("[ ,;=\"]+", -1)) {
            String name = CODECS.get(codec.replaceFirst("\\..*", ""));
            if (name != null) {
                codecs.add(name);
            }
        }
        return List.copyOf(codecs);
    }

    /// `WebM`.
    static String container(Rendition file) {
        return container(Essence.mime(file).toLowerCase(Locale.ROOT).replaceFirst(".*/", ""));
    }

    private static String container(String name) {
        return switch (name) {
            case "webm" -> "WebM";
            case "webp" -> "WebP";
            case "ogg" -> "Ogg";
            case "opus" -> "Opus";
            case "vtt" -> "WebVTT";
            case "x-matroska" -> "Matroska";
            case "plain" -> "text";
            default -> name.toUpperCase(Locale.ROOT);
        };
    }
}
