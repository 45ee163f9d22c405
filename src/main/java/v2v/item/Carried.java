package v2v.item;

/// How a release fared among its peers over some time.
///
/// @param release its info-hash: v1, or v2 where it has no other
/// @param completed how often it was fetched to its end, as peers told our tracker
/// @param taken bytes that peers say they took, from whomever
/// @param given bytes of it that we gave
/// @param seeds the most that held all of it at once
/// @param peers the most that were fetching it at once
public record Carried(
        String release, long completed, long taken, long given, int seeds, int peers) {
    /// What the swarm carried and we did not; what others say can not be checked, so it is no
    /// measure to pay anybody by.
    public long byOthers() {
        return Math.max(0, taken - given);
    }
}
