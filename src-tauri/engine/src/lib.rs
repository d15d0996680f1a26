//! Decides what the program does.
