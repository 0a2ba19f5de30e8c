//! RON and JSON with file, line and column.
