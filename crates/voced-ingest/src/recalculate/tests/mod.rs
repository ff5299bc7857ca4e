//! What formulas come to, by table, beside other programs, and where they mean harm.

mod book;
mod hostile;
mod libreoffice;
mod random;
mod semantics;
