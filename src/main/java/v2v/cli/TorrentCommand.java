package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.torrent.Earlier;
import v2v.torrent.Kin;
import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentCheck;
import v2v.torrent.TorrentFormat;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.TorrentText;
import v2v.torrent.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;

@Command(
        name = "torrent",
        description = "Torrents on their own, for any file or folder.",
        subcommands = {
            TorrentCommand.Create.class,
            TorrentCommand.Show.class,
            TorrentCommand.Verify.class
        })
final class TorrentCommand {
    @Command(
            name = "create",
            description = "Make a .torrent from a file or folder.",
            footer = {
                "",
                "The same content, date and settings give the same bytes. Trackers and web seeds"
                        + " come from",
                "torrent.announce and torrent.webseed in v2v.properties.",
                "Exit status: 0 made, 3 the content can not be a torrent, 75 it could not be read"
                        + " or written."
            })
    static final class Create implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Parameters(paramLabel = "PATH", description = "a file or a folder")
        private Path path = Path.of("");

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "where to write it (default: <name>.torrent here)")
        private @Nullable Path output;

        @Option(names = "--format", paramLabel = "F", description = "hybrid (default), v1 or v2")
        private @Nullable String format;

        @Option(
                names = "--date",
                paramLabel = "INSTANT",
                description = "creation date, ISO 8601 (default: now)")
        private @Nullable Instant date;

        @Option(
                names = "--replaces",
                paramLabel = "TORRENT",
                description = "the torrent of an earlier version: the new one names it")
        private @Nullable Path replaces;

        @Option(
                names = "--earlier",
                paramLabel = "PATH",
                description =
                        "with --replaces: the file or folder that it describes; what did not change"
                                + " is not read again")
        private @Nullable Path earlier;

        @Mixin private final Output told = new Output();

        @Override
        public Integer call() throws IOException {
            Path content = path.toAbsolutePath().normalize();
            Path file = output != null ? output : Path.of(content.getFileName() + ".torrent");
            var made = maker().make(content, date == null ? Instant.now() : date, bytes -> {});
            made.write(file);
            Metainfo metainfo = Metainfo.read(file);
            Say say = told.say();
            if (told.json()) {
                say.object(
                        "torrent",
                        "file",
                        file.toAbsolutePath(),
                        "infohash",
                        metainfo.info().hash().v1(),
                        "infohashV2",
                        metainfo.info().hash().v2(),
                        "magnet",
                        Magnet.of(metainfo).toString());
            } else {
                say.line("torrent  " + file);
                say.line("magnet   " + Magnet.of(metainfo));
            }
            return Exit.DONE.status;
        }

        private TorrentMaker maker() throws IOException {
            TorrentMaker maker = new TorrentMaker(settings());
            if (replaces == null) {
                if (earlier != null) {
                    throw usage("--earlier needs --replaces");
                }
                return maker;
            }
            Metainfo.Infohash hash = Metainfo.read(replaces).info().hash();
            TorrentMaker naming = maker.related(Kin.replacing(hash));
            return earlier == null ? naming : naming.after(Earlier.open(replaces, earlier));
        }

        private picocli.CommandLine.ParameterException usage(String what) {
            return new picocli.CommandLine.ParameterException(new picocli.CommandLine(this), what);
        }

        private TorrentSettings settings() throws IOException {
            TorrentSettings settings = TorrentSettings.read(where.settings(), Version.NUMBER);
            if (format == null) {
                return settings;
            }
            return settings.with(
                    TorrentFormat.of(format)
                            .orElseThrow(() ->
                                    usage(
                                            "--format is one of "
                                                    + TorrentFormat.words()
                                                    + ", not "
                                                    + format)));
        }
    }

    @Command(
            name = "show",
            description = "Explain every field of a .torrent.",
            footer = {"", "Exit status: 0 shown, 3 it is not a torrent."})
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "a .torrent")
        private Path file = Path.of("");

        @Mixin private final Output told = new Output();

        @Override
        public Integer call() throws IOException {
            TorrentText text = TorrentText.of(Metainfo.read(file));
            if (told.json()) {
                told.say().object("torrent", "fields", text);
            } else {
                System.out.print(text.explained());
            }
            return Exit.DONE.status;
        }
    }

    @Command(
            name = "verify",
            description = "Compare content with a .torrent, byte for byte.",
            footer = {"", "Exit status: 0 all bytes are right, 3 some are not."})
    static final class Verify implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "a .torrent")
        private Path file = Path.of("");

        @Parameters(
                index = "1",
                paramLabel = "PATH",
                description = "the file or folder that it describes")
        private Path path = Path.of("");

        @Mixin private final Output told = new Output();

        @Override
        public Integer call() throws IOException {
            if (!Files.exists(path)) {
                throw new java.nio.file.NoSuchFileException(path.toString());
            }
            Verdict verdict = TorrentCheck.verify(Metainfo.read(file), path, bytes -> {});
            Say say = told.say();
            if (told.json()) {
                say.object("verdict", "good", verdict.good(), "verdict", verdict);
            } else {
                say.line(verdict.sentence());
            }
            return verdict.good() ? Exit.DONE.status : Exit.REFUSED.status;
        }
    }
}
