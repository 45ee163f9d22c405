package v2v.cli;

/// The process's exit status; the numbers are those of `sysexits.h` where it has one.
enum Exit {
    DONE(0),
    USAGE(2),
    REFUSED(3),
    BUG(70),
    LATER(75),
    CONFIG(78);

    final int status;

    Exit(int status) {
        this.status = status;
    }

    /// The graver of two: a bug before a refusal before an outage.
    Exit or(Exit other) {
        return rank() >= other.rank() ? this : other;
    }

    private int rank() {
        return switch (this) {
            case DONE -> 0;
            case LATER -> 1;
            case REFUSED -> 2;
            case USAGE -> 3;
            case CONFIG -> 4;
            case BUG -> 5;
        };
    }
}
