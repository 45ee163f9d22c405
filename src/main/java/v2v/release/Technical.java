package v2v.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What the inspection found in the original, for people who ask how good it was.
final class Technical {
    private Technical() {}

    static ObjectNode of(Facts facts) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("type", "technical");
        view.put("id", facts.footage().id().value());
        view.put("sha256", facts.footage().sha256().hex());
        view.put("bytes", facts.footage().bytes());
        ObjectNode found = (ObjectNode) facts.open(PublicRecord.tree(facts.inspection()));
        found.remove("footage");
        // what a camera wrote into the file may be private: the record says what may be known
        found.remove("embedded");
        found.remove("ticket");
        // what the file says itself: cameras write where they were and which they are
        found.remove("embedded");
        view.setAll(found);
        return view;
    }
}
