package v2v.rights.rule;

import org.jspecify.annotations.Nullable;

/// Who knows the licences by everything that people call them.
@FunctionalInterface
public interface Book {
    Answer read(@Nullable String said);
}
