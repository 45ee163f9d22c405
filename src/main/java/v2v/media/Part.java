package v2v.media;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.Locale;

/// A part of making a work's files that can be done by itself, on any machine that sees the library
/// and the original. It prints itself for people.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "part")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Part.Whole.class, name = "whole"),
    @JsonSubTypes.Type(value = Part.Prepare.class, name = "prepare"),
    @JsonSubTypes.Type(value = Part.Sound.class, name = "sound"),
    @JsonSubTypes.Type(value = Part.Master.class, name = "master"),
    @JsonSubTypes.Type(value = Part.Film.class, name = "film"),
    @JsonSubTypes.Type(value = Part.Finish.class, name = "finish"),
})
public sealed interface Part {
    /// Of one work, each part has another: `sound`, `film-0003`. Fit for the name of a file.
    default String name() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// All of it at once.
    record Whole() implements Part {
        @Override
        public String toString() {
            return name();
        }
    }

    /// Finds out what the pieces need.
    record Prepare() implements Part {
        @Override
        public String toString() {
            return name();
        }
    }

    /// All sound.
    record Sound(Prepared prepared) implements Part {
        @Override
        public String toString() {
            return name();
        }
    }

    /// The lossless copy.
    record Master(Prepared prepared) implements Part {
        @Override
        public String toString() {
            return name();
        }
    }

    /// The pictures of one piece, for all copies.
    ///
    /// @param index from 0
    /// @param of all pieces
    record Film(int index, int of, Prepared prepared) implements Part {
        @Override
        public String name() {
            return String.format(Locale.ROOT, "film-%04d", index + 1);
        }

        @Override
        public String toString() {
            return "film " + (index + 1) + "/" + of;
        }
    }

    /// Puts everything together and proves it.
    record Finish(Prepared prepared) implements Part {
        @Override
        public String toString() {
            return name();
        }
    }
}
