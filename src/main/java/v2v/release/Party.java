package v2v.release;

import org.jspecify.annotations.Nullable;

import v2v.item.Record;
import v2v.item.Roles;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Somebody who took part in the work.
///
/// @param type what schema.org calls it: Person or Organization
/// @param author whether the record says that this one made the work
/// @param publisher whether the record says that this one published it
/// @param role the record's own word; empty when it has none
/// @param uri an address that stands for this one; empty when there is none
record Party(String type, String name, boolean author, boolean publisher, String role, String uri) {
    /// People first, in the record's order.
    static List<Party> of(Facts facts) {
        Record record = facts.record();
        return Stream.concat(
                        record.people().stream()
                                .map(p -> party(facts, "Person", p.name(), p.role(), p.uri())),
                        record.organisations().stream()
                                .map(o ->
                                        party(facts, "Organization", o.name(), o.role(), o.uri())))
                .filter(party -> !party.name().isEmpty())
                .distinct()
                .toList();
    }

    private static Party party(
            Facts facts, String type, String name, @Nullable String role, @Nullable String uri) {
        String word = Objects.requireNonNullElse(role, "");
        boolean publisher = word.equalsIgnoreCase("publisher") || word.equalsIgnoreCase("pbl");
        return new Party(
                type,
                Clean.line(facts.open(name)),
                Roles.author(role),
                publisher,
                facts.said(role),
                facts.said(uri));
    }
}
