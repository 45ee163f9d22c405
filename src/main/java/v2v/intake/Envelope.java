package v2v.intake;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A BagIt bag as what footage is delivered in: `bagit.txt` and manifests, footage below `data/`.
///
/// Here it is only known for one, and whether all of it has arrived. Whether its bytes are right is
/// the bag room's to say.
record Envelope(Path root) {
    static final String DECLARATION = "bagit.txt";
    static final String PAYLOAD = "data";

    /// A list of a million files has some 150 MB.
    private static final long MOST_BYTES = 256L << 20;

    private static final Pattern MANIFEST = Pattern.compile("(?i)manifest-[a-z0-9]+\\.txt");
    private static final Pattern LINE = Pattern.compile("[0-9A-Fa-f]+[ \\t]+\\*?(?:\\./)?(.+)");

    /// The bag whose payload this file is, the nearest around it.
    static Optional<Envelope> of(Path file) {
        for (Path at = file.getParent(); at != null; at = at.getParent()) {
            Path root = at.getParent();
            if (root != null
                    && Names.name(at).equals(PAYLOAD)
                    && Files.isRegularFile(root.resolve(DECLARATION))) {
                return Optional.of(new Envelope(root));
            }
        }
        return Optional.empty();
    }

    static boolean isManifest(Path file) {
        return MANIFEST.matcher(Names.name(file)).matches();
    }

    /// Where the records of footage may lie: beside it, and where a bag has its metadata.
    static List<Path> recordFolders(Path footage) {
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(footage.resolveSibling("."));
        of(footage)
                .ifPresent(bag -> {
                    folders.add(bag.root().resolve(PAYLOAD));
                    folders.add(bag.root().resolve(PAYLOAD).resolve("metadata"));
                    folders.add(bag.root().resolve("metadata"));
                });
        List<Path> plain = new ArrayList<>();
        folders.forEach(folder -> plain.add(folder.normalize()));
        return plain.stream().distinct().toList();
    }

    /// The payload that its manifests list, as paths; what leads out of the bag is left out.
    Set<Path> listed() throws IOException {
        Set<Path> listed = new LinkedHashSet<>();
        try (var files = Files.list(root)) {
            for (Path manifest : files.filter(Envelope::isManifest).toList()) {
                if (Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)
                        && Files.size(manifest) <= MOST_BYTES) {
                    read(manifest, listed);
                }
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            return Set.of(); // gone meanwhile, or closed: nothing of it counts as arrived
        }
        return listed;
    }

    private void read(Path manifest, Set<Path> listed) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(manifest, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher parts = LINE.matcher(line);
                if (parts.matches() && parts.group(1).indexOf('\0') < 0) {
                    Path file = root.resolve(decode(parts.group(1))).normalize();
                    if (file.startsWith(root)) {
                        listed.add(file);
                    }
                }
            }
        } catch (CharacterCodingException e) {
            // the bag room tells what is wrong with it
        }
    }

    private static String decode(String listed) {
        return listed.replaceAll("%0[Aa]", "\n").replaceAll("%0[Dd]", "\r").replace("%25", "%");
    }
}
