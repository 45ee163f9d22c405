package v2v.intake;

/// One value as a record file gives it.
///
/// @param value word for word
/// @param where the place in the source, for a sentence
record Said(Meaning meaning, String value, SourceText source, String where) {}
