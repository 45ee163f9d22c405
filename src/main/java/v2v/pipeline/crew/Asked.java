package v2v.pipeline.crew;

import com.fasterxml.jackson.databind.JsonNode;

/// One part, on its way to a worker. Nothing in it names a place on one machine: paths are relative
/// to the share.
///
/// @param part number of the part, in the node's ledger
/// @param attempt counts from 1; an answer for an earlier one is dropped
/// @param stage that it belongs to
/// @param item whose it is, for people
/// @param name `whole`, `film 3/12`
/// @param library the library folder, in the share
/// @param tries the folder of this attempt, in the library: the node made it, and takes it away
///   when nobody waits for this attempt any more
/// @param encoder that the parts of this work are made with ([Labour#encoder])
/// @param work what is to be done, in the words of the stage
public record Asked(
        long part,
        int attempt,
        String stage,
        String item,
        String name,
        String library,
        String tries,
        String encoder,
        JsonNode work) {}
