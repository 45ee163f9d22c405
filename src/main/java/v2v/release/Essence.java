package v2v.release;

import org.jspecify.annotations.Nullable;

import v2v.item.Rendition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One track of a released file, as the archives' documents tell of it.
///
/// @param codec as people call it: AV1, Opus
/// @param language BCP 47; null where nobody knows
record Essence(Kind kind, String codec, @Nullable String language) {
    enum Kind {
        VIDEO,
        AUDIO,
        IMAGE,
        TEXT
    }

    /// The tracks that its media type names, in their order.
    static List<Essence> of(Facts facts, Rendition file) {
        List<Essence> all = new ArrayList<>();
        String sound = facts.spoken().orElse(null);
        switch (file.role()) {
            case ACCESS, COMPATIBLE, PROXY, MASTER, SOUND, LOSSLESS -> {
                for (String codec : Changes.codecs(file)) {
                    boolean heard = codec.equals("Opus") || codec.equals("FLAC");
                    Kind kind = heard ? Kind.AUDIO : Kind.VIDEO;
                    all.add(new Essence(kind, codec, heard ? sound : null));
                }
            }
            case POSTER, STORYBOARD -> all.add(new Essence(Kind.IMAGE, "WebP", null));
            case WORDS -> all.add(new Essence(Kind.TEXT, "WebVTT", facts.language(file)));
            case STORYBOARD_MAP, FRAME_HASHES ->
                    all.add(new Essence(Kind.TEXT, Changes.format(file), null));
        }
        return List.copyOf(all);
    }

    /// The kind of the whole file.
    static Kind kind(Rendition file) {
        return switch (file.role()) {
            case ACCESS -> file.width() > 0 ? Kind.VIDEO : Kind.AUDIO;
            case COMPATIBLE, PROXY, MASTER -> Kind.VIDEO;
            case SOUND, LOSSLESS -> Kind.AUDIO;
            case POSTER, STORYBOARD -> Kind.IMAGE;
            case STORYBOARD_MAP, WORDS, FRAME_HASHES -> Kind.TEXT;
        };
    }

    /// The language of the file: of its words, or of what is spoken in it.
    static Optional<String> language(Facts facts, Rendition file) {
        return switch (kind(file)) {
            case VIDEO, AUDIO -> facts.spoken();
            case TEXT -> Optional.ofNullable(file.language()).map(tag -> facts.language(file));
            case IMAGE -> Optional.empty();
        };
    }

    /// The media type without its parameters.
    static String mime(Rendition file) {
        return file.mime().split(";", -1)[0].strip();
    }
}
