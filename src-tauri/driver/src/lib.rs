//! Does what the engine decided.
