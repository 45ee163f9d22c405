package v2v.web;

/// What Netty must be told before its first class is loaded; it has no other way.
final class Netty {
    private Netty() {}

    /// A value that the operator gave on the command line wins.
    static void tame() {
        set("io.netty.noUnsafe", "true"); // else Java 24+ prints a warning about sun.misc.Unsafe
        set("io.netty.transport.noNative", "true"); // no native library is unpacked into /tmp
        set("io.netty.allocator.numDirectArenas", "1");
        set("io.netty.allocator.numHeapArenas", "1");
        set("io.netty.allocator.maxOrder", "3"); // chunks of 64 KiB, not of 4 MiB
        set("vertx.disableDnsResolver", "true"); // it would read resolv.conf and open sockets
    }

    private static void set(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
