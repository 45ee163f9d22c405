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
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
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
                    "make",
                    "video.preset",
                    "video.quality.crf",
                    "video.quality.xpsnr",
                    "video.keyframe-seconds",
                    "video.max-lines",
                    "video.deinterlace",
                    "video.hdr",
                    "compatible.speed",
                    "compatible.crf",
                    "compatible.max-lines",
                    "proxy.preset",
                    "proxy.crf",
                    "proxy.max-lines",
                    "sound.kbits",
                    "sound.join",
                    "sound.loudness",
                    "sound.true-peak",
                    "sound.limiting",
                    "poster.quality",
                    "poster.max-width",
                    "storyboard.every-seconds",
                    "storyboard.width",
                    "master.convert",
                    "master.slices",
                    "chunks.from-seconds",
                    "chunks.seconds",
                    "damage");

    private static final Set<Profile.Product> STANDARD =
            Set.of(
                    Profile.Product.ACCESS,
                    Profile.Product.POSTER,
                    Profile.Product.STORYBOARD,
                    Profile.Product.WORDS);

    private final Path file;
    private final Map<String, ScalarNode> values = new LinkedHashMap<>();

    ProfileReader(Path file) {
        this.file = file;
    }

    static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new BadConfig(file.toString(), "is not written in UTF-8");
        }
    }

    Profile read(String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root != null) {
                collect("", root);
            }
        } catch (MarkedYAMLException e) {
            throw bad(e.getProblemMark(), e.getProblem());
        } catch (YAMLException e) {
            throw new BadConfig(file.toString(), String.valueOf(e.getMessage()));
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.yaml$", "");
        return new Profile(
                name,
                make(),
                video(),
                new Profile.Compatible(
                        number("compatible.speed", 4, 0, 8),
                        number("compatible.crf", 33, 0, 63),
                        number("compatible.max-lines", 720, 144, 4320)),
                new Profile.Proxy(
                        number("proxy.preset", 8, 0, 13),
                        number("proxy.crf", 42, 1, 63),
                        number("proxy.max-lines", 360, 96, 2160)),
                sound(),
                new Profile.Poster(
                        number("poster.quality", 82, 1, 100),
                        number("poster.max-width", 1280, 160, 8192)),
                new Profile.Storyboard(
                        number("storyboard.every-seconds", 5, 1, 600),
                        number("storyboard.width", 160, 64, 640)),
                new Profile.Master(
                        word("master.convert", Profile.Convert.ELIGIBLE),
                        number("master.slices", 24, 4, 96)),
                new Profile.Chunks(
                        number("chunks.from-seconds", 600, 2, 86400),
                        number("chunks.seconds", 300, 1, 3600)),
                word("damage", Profile.Damage.REFUSE));
    }

    /// Comma-separated; no order, because each is made for itself.
    private Set<Profile.Product> make() {
        ScalarNode node = values.get("make");
        if (node == null) {
            return EnumSet.copyOf(STANDARD);
        }
        Set<Profile.Product> products = EnumSet.noneOf(Profile.Product.class);
        for (String word : node.getValue().split(",", -1)) {
            products.add(one(node, "make", word.strip(), Profile.Product.class));
        }
        return products;
    }

    private Profile.Video video() {
        return new Profile.Video(
                number("video.preset", 8, 0, 13),
                quality(),
                number("video.keyframe-seconds", 5, 1, 30),
                number("video.max-lines", 1080, 144, 4320),
                word("video.deinterlace", Profile.Deinterlace.FIELDS),
                word("video.hdr", Profile.Dynamics.KEEP));
    }

    private Profile.Quality quality() {
        ScalarNode xpsnr = values.get("video.quality.xpsnr");
        if (xpsnr == null) {
            return new Profile.Crf(number("video.quality.crf", 32, 1, 63));
        }
        if (values.containsKey("video.quality.crf")) {
            throw bad(xpsnr.getStartMark(), "video.quality: expected crf or xpsnr, found both");
        }
        if (xpsnr.getValue().matches("[2-5][0-9](\\.[0-9]{1,3})?")) {
            return new Profile.Xpsnr(Double.parseDouble(xpsnr.getValue()));
        }
        throw bad(
                xpsnr.getStartMark(),
                "video.quality.xpsnr: expected decibels from 20 to 59.999, found: "
                        + xpsnr.getValue());
    }

    private Profile.Sound sound() {
        ScalarNode join = values.get("sound.join");
        String rules = join == null || join.getValue().equals("auto") ? "" : rules(join);
        return new Profile.Sound(
                number("sound.kbits", 128, 16, 510),
                rules,
                new Profile.Loudness(
                        level("sound.loudness", -23, -36),
                        level("sound.true-peak", -1, -9),
                        word("sound.limiting", Profile.Limiting.LOUDNORM)));
    }

    private String rules(ScalarNode join) {
        try {
            JoinRules.parse(join.getValue());
            return join.getValue();
        } catch (IllegalArgumentException e) {
            throw bad(join.getStartMark(), "sound.join: " + e.getMessage());
        }
    }

    /// A level below full scale, or `off`, which is 0.
    private int level(String key, int standard, int least) {
        ScalarNode node = values.get(key);
        if (node == null) {
            return standard;
        }
        if (node.getValue().equals("off")) {
            return 0;
        }
        if (node.getValue().matches("-[0-9]{1,2}")) {
            int value = Integer.parseInt(node.getValue());
            if (value >= least && value < 0) {
                return value;
            }
        }
        throw bad(
                node.getStartMark(),
                key + ": expected " + least + " to -1, or off, found: " + node.getValue());
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
        return node == null
                ? standard
                : one(node, key, node.getValue(), standard.getDeclaringClass());
    }

    private <E extends Enum<E>> E one(ScalarNode node, String key, String text, Class<E> type) {
        Set<String> words = new TreeSet<>();
        for (E value : type.getEnumConstants()) {
            String word = value.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return value;
            }
            words.add(word);
        }
        throw bad(
                node.getStartMark(),
                key + ": expected " + String.join(" or ", words) + ", found: " + text);
    }

    private BadConfig bad(Mark mark, String sentence) {
        return new BadConfig(file + ":" + (mark.getLine() + 1), sentence);
    }

    private static Set<String> sorted() {
        return new TreeSet<>(KEYS);
    }
}
