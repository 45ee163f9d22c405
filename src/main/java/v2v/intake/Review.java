package v2v.intake;

import v2v.item.Finding;
import v2v.item.Record;

import java.util.List;

/// What the rules about rights and records say of a work before anything of it is taken in.
@FunctionalInterface
public interface Review {
    /// All findings, none when it may go out.
    ///
    /// @param file for the sentences
    List<Finding> of(Record record, String file);
}
