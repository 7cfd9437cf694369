//! Every SQL statement, one file a feature.

