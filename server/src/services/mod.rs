//! The use cases, one file a feature, each a transaction.

