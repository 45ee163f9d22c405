package v2v.intake;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/// Finds what a record must have and a JSON document left out: Jackson fills it with null, and the
/// compiler's promise that it is never null would be broken rooms away from here.
final class Holes {
    private Holes() {}

    /// The first component that is null and not declared so, by its path.
    static Optional<String> in(java.lang.Record value) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Optional<String> hole = below(component, get(component, value));
            if (hole.isPresent()) {
                return hole;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> below(RecordComponent component, @Nullable Object value) {
        String name = component.getName();
        return switch (value) {
            case null ->
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                            ? Optional.empty()
                            : Optional.of(name);
            case java.lang.Record inner -> in(inner).map(hole -> name + "." + hole);
            case List<?> list ->
                    list.stream()
                            .filter(java.lang.Record.class::isInstance)
                            .map(each -> in((java.lang.Record) each))
                            .flatMap(Optional::stream)
                            .findFirst()
                            .map(hole -> name + "." + hole);
            default -> Optional.empty();
        };
    }

    private static @Nullable Object get(RecordComponent component, java.lang.Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record can always be read", e);
        }
    }
}
