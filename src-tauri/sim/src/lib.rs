//! Pretends to be NFON and Microsoft.
