package v2v.media;

import v2v.item.BadConfig;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The encoding profiles that there are, by name: the file's, without `.yaml`.
public final class Profiles {
    private final Path folder;
    private final Map<String, Profile> profiles;

    private Profiles(Path folder, Map<String, Profile> profiles) {
        this.folder = folder;
        this.profiles = profiles;
    }

    /// Reads every `*.yaml` of the folder, so that a mistake shows at the start and not at night.
    ///
    /// @throws BadConfig naming file and line
    public static Profiles load(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadConfig(folder.toString(), "there is no folder of profiles here");
        }
        Map<String, Profile> profiles = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                Profile profile = new ProfileReader(file).read();
                profiles.put(profile.name(), profile);
            }
        }
        return new Profiles(folder, profiles);
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
