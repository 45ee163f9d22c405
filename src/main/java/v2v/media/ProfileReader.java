package v2v.media;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

import v2v.item.BadConfig;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads one profile. It walks YAML's node tree, because only nodes know their line.
///
/// A key that is left out has its default; one that does not exist is an error, for a misspelt key
/// must not be silently without effect.
final class ProfileReader {
    private static final Set<String> KEYS =
            Set.of(
                    "video.preset",
                    "video.crf",
                    "video.keyframe-seconds",
                    "video.max-lines",
                    "video.deinterlace",
                    "sound.kbits",
                    "poster.quality",
                    "poster.max-width",
                    "damage");

    private final Path file;
    private final Map<String, ScalarNode> values = new LinkedHashMap<>();

    ProfileReader(Path file) {
        this.file = file;
    }

    Profile read() throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root != null) {
                collect("", root);
            }
        } catch (MarkedYAMLException e) {
            throw bad(e.getProblemMark(), e.getProblem());
        } catch (YAMLException e) {
            throw new BadConfig(file.toString(), String.valueOf(e.getMessage()));
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", "");
        return new Profile(name, video(), sound(), poster(), damage());
    }

    private Profile.Video video() {
        return new Profile.Video(
                number("video.preset", 8, 0, 13),
                number("video.crf", 32, 1, 63),
                number("video.keyframe-seconds", 5, 1, 30),
                number("video.max-lines", 1080, 144, 4320),
                word("video.deinterlace", Profile.Deinterlace.FIELDS));
    }

    private Profile.Sound sound() {
        return new Profile.Sound(number("sound.kbits", 128, 16, 510));
    }

    private Profile.Poster poster() {
        return new Profile.Poster(
                number("poster.quality", 82, 1, 100), number("poster.max-width", 1280, 160, 8192));
    }

    private Profile.Damage damage() {
        return word("damage", Profile.Damage.REFUSE);
    }

    private void collect(String above, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw bad(node.getStartMark(), "expected 'key: value'");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = above + text(tuple.getKeyNode());
            if (KEYS.contains(key)) {
                take(key, tuple);
            } else if (KEYS.stream().anyMatch(known -> known.startsWith(key + "."))) {
                collect(key + ".", tuple.getValueNode());
            } else {
                throw bad(
                        tuple.getKeyNode().getStartMark(),
                        "no such key: " + key + "; known are " + String.join(", ", sorted()));
            }
        }
    }

    private void take(String key, NodeTuple tuple) {
        if (!(tuple.getValueNode() instanceof ScalarNode value)) {
            throw bad(tuple.getValueNode().getStartMark(), key + ": expected one value");
        }
        if (values.put(key, value) != null) {
            throw bad(tuple.getKeyNode().getStartMark(), key + " is set twice");
        }
    }

    private String text(Node key) {
        if (key instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw bad(key.getStartMark(), "expected a key");
    }

    private int number(String key, int standard, int least, int most) {
        ScalarNode node = values.get(key);
        if (node == null) {
            return standard;
        }
        String text = node.getValue();
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw bad(
                node.getStartMark(),
                key + ": expected a number from " + least + " to " + most + ", found: " + text);
    }

    private <E extends Enum<E>> E word(String key, E standard) {
        ScalarNode node = values.get(key);
        if (node == null) {
            return standard;
        }
        Set<String> words = new TreeSet<>();
        for (E value : standard.getDeclaringClass().getEnumConstants()) {
            String word = value.name().toLowerCase(Locale.ROOT);
            if (word.equals(node.getValue())) {
                return value;
            }
            words.add(word);
        }
        throw bad(
                node.getStartMark(),
                key + ": expected " + String.join(" or ", words) + ", found: " + node.getValue());
    }

    private BadConfig bad(Mark mark, String sentence) {
        return new BadConfig(file + ":" + (mark.getLine() + 1), sentence);
    }

    private static Set<String> sorted() {
        return new TreeSet<>(KEYS);
    }
}
