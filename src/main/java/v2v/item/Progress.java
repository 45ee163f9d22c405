package v2v.item;

/// Where a room reports how far it is; who listens draws. May be called from any thread.
@FunctionalInterface
public interface Progress {
    Progress NONE = (what, fraction, speed) -> {};

    /// Says how far the work is.
    ///
    /// @param what what is being done, for a person
    /// @param fraction 0 to 1, or negative when it can not be known
    /// @param speed times real time, or 0 when that means nothing
    void at(String what, double fraction, double speed);

    /// Says that a part is finished which a restart will not do again: a node that dies now does
    /// not die of the same thing twice.
    default void kept() {}
}
