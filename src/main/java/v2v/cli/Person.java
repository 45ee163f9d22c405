package v2v.cli;

/// Who types.
final class Person {
    private Person() {}

    /// The name of this account on this machine.
    static String account() {
        return System.getProperty("user.name", "unknown");
    }
}
