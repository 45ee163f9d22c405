package v2v.torrent.peer;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// An operator's bounds of what is given, bytes a second; 0 is no bound.
///
/// @param day outside the night
/// @param night from `from` to `to`, also across midnight; the same two moments are no night
/// @param zone whose clock
public record Limits(long day, long night, LocalTime from, LocalTime to, ZoneId zone) {
    /// No bound at any hour.
    public static final Limits NONE = always(0);

    public static Limits always(long rate) {
        return new Limits(rate, rate, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"));
    }

    /// The bound at this moment.
    public long now(Instant moment) {
        LocalTime time = LocalTime.ofInstant(moment, zone);
        boolean after = !time.isBefore(from);
        boolean before = time.isBefore(to);
        boolean isNight =
                from.isBefore(to) ? after && before : !from.equals(to) && (after || before);
        return isNight ? night : day;
    }
}
