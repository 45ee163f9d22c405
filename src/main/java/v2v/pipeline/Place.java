package v2v.pipeline;

import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.LineNumberAware;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        String file = String.valueOf(node.getLocation()).replaceFirst("^file:", "");
        int line = node.getLineNumber();
        return file + ":" + (oneTooFew(file, line, node) ? line + 1 : line);
    }

    /// Camel counts the lines of a step with options on the same line (`- bean: { ref: x }`) from
    /// 0, all others from 1: the text tells which it is.
    private static boolean oneTooFew(String file, int line, LineNumberAware node) {
        if (!(node instanceof ProcessorDefinition<?> step)) {
            return false;
        }
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            String key = step.getShortName() + ":";
            return line >= 1
                    && line < lines.size()
                    && !lines.get(line - 1).contains(key)
                    && lines.get(line).contains(key);
        } catch (IOException e) {
            return false; // the line is only a help to find the place
        }
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
