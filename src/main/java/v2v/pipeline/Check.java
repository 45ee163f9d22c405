package v2v.pipeline;

import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.jspecify.annotations.Nullable;

import v2v.item.Ticket;
import v2v.ledger.Ledger;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Reads the routes before they start, and says what can not work: file, line, sentence.
///
/// Between stages there is only JSON in the ledger, so no compiler sees a wrong order. This does:
/// each stage takes what its first bean takes, and sends what its last bean returns.
final class Check {
    /// A ticket type on its way to a stage.
    private record Sent(String stage, @Nullable Class<?> type, ToDefinition from) {}

    private final CamelContext context;
    private final Map<String, Class<?>> takes = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final TreeSet<String> stages = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    private Check(CamelContext context) {
        this.context = context;
    }

    /// Everything that is wrong; empty when all is well.
    static List<String> faults(CamelContext context) {
        Check check = new Check(context);
        List<RouteDefinition> routes = ((ModelCamelContext) context).getRouteDefinitions();
        routes.forEach(check::read);
        check.compare();
        return check.faults;
    }

    private void read(RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        boolean fromStage = uri.startsWith("stage:");
        if (fromStage) {
            stages.add(name(uri));
        }
        @Nullable Class<?> carries = null;
        boolean first = true;
        for (ProcessorDefinition<?> step : Place.steps(route.getOutputs())) {
            switch (step) {
                case BeanDefinition bean -> {
                    Optional<Method> method = method(bean);
                    if (first && fromStage) {
                        method.ifPresent(
                                m -> takes.putIfAbsent(name(uri), m.getParameterTypes()[0]));
                    }
                    first = false;
                    carries = method.<Class<?>>map(Method::getReturnType).orElse(null);
                }
                case ToDefinition to when to.getEndpointUri().startsWith("stage:") ->
                        sent.add(new Sent(name(to.getEndpointUri()), carries, to));
                case ToDefinition _, LogDefinition _ -> {}
                default ->
                        carries = null; // a step of the operator's: what it leaves can not be known
            }
        }
    }

    /// The bean's stage method: the named one, of one ticket.
    private Optional<Method> method(BeanDefinition step) {
        Object bean =
                step.getRef() == null ? null : context.getRegistry().lookupByName(step.getRef());
        if (bean == null || step.getMethod() == null) {
            return Optional.empty();
        }
        Optional<Method> named =
                Arrays.stream(bean.getClass().getMethods())
                        .filter(m -> m.getName().equals(step.getMethod()))
                        .findFirst();
        if (named.isEmpty()) {
            faults.add(
                    Place.of(step)
                            + ": '"
                            + step.getRef()
                            + "' has no method '"
                            + step.getMethod()
                            + "'");
        }
        return named.filter(m -> m.getParameterCount() == 1);
    }

    private void compare() {
        stages.add(Ledger.END);
        for (Sent one : sent) {
            if (!stages.contains(one.stage())) {
                faults.add(
                        Place.of(one.from())
                                + ": no route comes from stage:"
                                + one.stage()
                                + "; stages are "
                                + String.join(", ", stages));
            }
            Class<?> wanted = takes.get(one.stage());
            Class<?> type = one.type();
            if (wanted != null
                    && type != null
                    && Ticket.class.isAssignableFrom(type)
                    && !wanted.isAssignableFrom(type)) {
                faults.add(
                        Place.of(one.from())
                                + ": stage:"
                                + one.stage()
                                + " takes "
                                + wanted.getSimpleName()
                                + ", but is sent "
                                + type.getSimpleName());
            }
        }
    }

    private static String name(String uri) {
        return uri.replaceFirst("^stage:(//)?", "").replaceFirst("\\?.*", "");
    }
}
