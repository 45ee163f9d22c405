package v2v.pipeline;

import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where in `pipelines/` something stands: `file:line`.
final class Place {
    private static final Pattern PARSER =
            Pattern.compile("in (?:file:)?(\\S+), line (\\d+), column (\\d+)");
    private static final Pattern STEP = Pattern.compile(">>> (.*?) <<<", Pattern.DOTALL);

    private Place() {}

    static String of(LineNumberAware node) {
        return String.valueOf(node.getLocation()).replaceFirst("^file:", "")
                + ":"
                + node.getLineNumber();
    }

    /// The file and line that a failure to load or build the routes speaks of.
    static String of(Throwable failure, CamelContext context) {
        String place = "pipelines";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher parser = PARSER.matcher(String.valueOf(cause.getMessage()));
            if (parser.find()) {
                return parser.group(1) + ":" + parser.group(2);
            }
            if (cause instanceof FailedToCreateRouteException route) {
                place = of(route, (ModelCamelContext) context);
            }
        }
        return place;
    }

    private static String of(FailedToCreateRouteException failure, ModelCamelContext context) {
        Matcher step = STEP.matcher(String.valueOf(failure.getMessage()));
        String wanted = step.find() ? step.group(1) : "";
        String place = "pipelines";
        for (RouteDefinition route : context.getRouteDefinitions()) {
            if (String.valueOf(route.getRouteId()).equals(failure.getRouteId())) {
                place = of(route.getInput());
                for (ProcessorDefinition<?> node : steps(route.getOutputs())) {
                    if (node.toString().equals(wanted)) {
                        return of(node);
                    }
                }
            }
        }
        return place;
    }

    /// The steps of a route with those inside them, in the order they are written.
    static List<ProcessorDefinition<?>> steps(List<ProcessorDefinition<?>> outputs) {
        List<ProcessorDefinition<?>> all = new ArrayList<>();
        for (ProcessorDefinition<?> node : outputs) {
            all.add(node);
            all.addAll(steps(node.getOutputs()));
        }
        return all;
    }

    /// The innermost sentence, first line.
    static String sentence(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
    }
}
