package v2v.media;

import v2v.item.BadConfig;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The encoding profiles that there are, by name: the file's, without `.yaml`.
public final class Profiles {
    private final Path folder;
    private final Map<String, Profile> profiles = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();

    private Profiles(Path folder) {
        this.folder = folder;
    }

    private void add(Path file, String text) {
        Profile profile = new ProfileReader(file).read(text);
        profiles.put(profile.name(), profile);
        texts.put(profile.name(), text);
    }

    /// The profiles of these texts, by name: for a machine that has no folder of them.
    ///
    /// @throws BadConfig naming profile and line
    public static Profiles of(Map<String, String> texts) {
        Profiles profiles = new Profiles(Path.of(""));
        texts.forEach((name, text) -> profiles.add(Path.of(name + ".yaml"), text));
        return profiles;
    }

    /// What [#of] makes this profile of again, elsewhere.
    ///
    /// @param file of the footage that asks for it, for the sentence
    /// @throws Refusal when there is none
    public Map<String, String> texts(String name, String file) {
        return Map.of(name, Objects.requireNonNull(texts.get(named(name, file).name())));
    }

    /// Reads every `*.yaml` of the folder, so that a mistake shows at the start and not at night.
    ///
    /// @throws BadConfig naming file and line
    public static Profiles load(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadConfig(folder.toString(), "there is no folder of profiles here");
        }
        Profiles profiles = new Profiles(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                profiles.add(file, ProfileReader.text(file));
            }
        }
        return profiles;
    }

    /// The names, sorted.
    public List<String> names() {
        return List.copyOf(profiles.keySet());
    }

    /// The profile of that name.
    ///
    /// @param file of the footage that asks for it, for the sentence
    /// @throws Refusal when there is none
    public Profile named(String name, String file) {
        Profile profile = profiles.get(name);
        if (profile == null) {
            throw new Refusal(
                    Refusal.Code.PROFILE_UNKNOWN,
                    file,
                    "there is no encoding profile '" + name + "'",
                    "use one of "
                            + String.join(", ", profiles.keySet())
                            + ", or write "
                            + folder.resolve(name + ".yaml"));
        }
        return profile;
    }
}
