package v2v.cli;

import picocli.CommandLine;

/// What `--version` prints.
final class Version implements CommandLine.IVersionProvider {
    /// From the jar's manifest; classes that run unpackaged have none.
    static final String NUMBER = number();

    private static String number() {
        String packaged = Version.class.getPackage().getImplementationVersion();
        return packaged == null ? "unpackaged" : packaged;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"v2v " + NUMBER + " on Java " + Runtime.version()};
    }
}
