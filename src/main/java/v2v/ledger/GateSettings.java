package v2v.ledger;

import v2v.item.Settings;

import java.util.List;

/// Who must say that a work may go out.
///
/// @param approvals by how many distinct people: 0 when the rules alone decide
/// @param approvers the only names that count; empty when every name does
public record GateSettings(int approvals, List<String> approvers) {
    /// Reads `rights.approvals` and `rights.approvers`.
    public static GateSettings read(Settings settings) {
        int approvals = settings.integer("rights.approvals", 1, 0, 9);
        List<String> approvers = settings.list("rights.approvers");
        long distinct = approvers.stream().map(Approvals::plain).distinct().count();
        if (!approvers.isEmpty() && distinct < approvals) {
            throw settings.bad(
                    "rights.approvers",
                    "names %d, and rights.approvals asks for %d".formatted(distinct, approvals));
        }
        return new GateSettings(approvals, approvers);
    }

    boolean mayApprove(String name) {
        String plain = Approvals.plain(name);
        return !plain.isEmpty()
                && (approvers.isEmpty()
                        || approvers.stream().map(Approvals::plain).anyMatch(plain::equals));
    }
}
