package v2v.intake;

import v2v.item.Finding;

/// A finding and the cell that it is about.
///
/// @param table path in the delivery; the folder's own when no table is at fault
/// @param row as a spreadsheet counts; 0 for the whole table
/// @param column from 1; 0 for the whole row
/// @param head of the column; empty without one
/// @param file that the row names; empty without one
public record RowFinding(
        String table, long row, int column, String head, String file, Finding finding) {}
