package v2v.pipeline.crew;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Finding;

import java.util.List;
import java.util.regex.Pattern;

/// What became of one part.
///
/// @param run who says so: the worker, and a number of its own; also the name of the run's folder
///   in the folder of the attempt
public record Answer(long part, int attempt, String run, Ending ending) {
    private static final Pattern RUN = Pattern.compile("[a-z0-9-]{1,200}");

    /// Whether nothing is missing, and the run can be a folder's name: what a topic holds is a
    /// stranger's.
    @SuppressWarnings("ConstantValue")
    boolean whole() {
        return ending != null && run != null && RUN.matcher(run).matches();
    }

    /// How a run ended.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ending")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Done.class, name = "done"),
        @JsonSubTypes.Type(value = Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Outage.class, name = "outage"),
        @JsonSubTypes.Type(value = Bug.class, name = "bug"),
        @JsonSubTypes.Type(value = GivenBack.class, name = "given-back"),
        @JsonSubTypes.Type(value = Lost.class, name = "lost"),
    })
    public sealed interface Ending {}

    /// It is done, and what it made lies in the run's folder.
    ///
    /// @param result in the words of the stage
    public record Done(JsonNode result) implements Ending {}

    /// The file or the order is at fault; another worker would say the same.
    public record Refused(String file, List<Finding> findings) implements Ending {}

    /// The world was at fault; later it may go.
    public record Outage(String why) implements Ending {}

    /// Our fault.
    public record Bug(String why) implements Ending {}

    /// The worker stops; whoever gets it next begins anew.
    public record GivenBack() implements Ending {}

    /// The broker has handed it out so often that it seems to end whoever takes it; it was not
    /// begun.
    ///
    /// @param deliveries of the broker
    public record Lost(int deliveries) implements Ending {}
}
