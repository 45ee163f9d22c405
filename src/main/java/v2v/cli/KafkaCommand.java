package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.item.BadConfig;
import v2v.pipeline.crew.KafkaSettings;
import v2v.pipeline.crew.Setup;

import java.io.IOException;
import java.util.concurrent.Callable;

@Command(
        name = "kafka",
        description = "What several machines need of a Kafka broker.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = KafkaCommand.SetupCommand.class,
        footer = {"", "Exit status: that of the command; 2 without one."})
final class KafkaCommand {
    @Command(
            name = "setup",
            description = "Makes topics and share group, and sets them as they must be.",
            footer = {
                "",
                "May be typed again at any time, beside a node that works.",
                "Exit status: 0, 75 the broker can not be reached or does not allow it, 78 no"
                        + " broker is named."
            })
    static final class SetupCommand implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Option(
                names = "--kafka",
                paramLabel = "HOST:PORT",
                description = "the broker (default: v2v.kafka.bootstrap)")
        private @Nullable String kafka;

        @Option(
                names = "--replication",
                paramLabel = "N",
                defaultValue = "0",
                description =
                        "copies of each topic (default: as many as there are brokers, 3 at most)")
        private int replication;

        @Override
        public Integer call() throws IOException {
            KafkaSettings settings = KafkaSettings.read(where.settings(), kafka, where.library());
            if (settings == null) {
                throw new BadConfig(
                        KafkaSettings.SWITCH, "name the broker there, or with --kafka HOST:PORT");
            }
            new Setup(settings).make(replication).forEach(System.out::println);
            return Exit.DONE.status;
        }
    }
}
