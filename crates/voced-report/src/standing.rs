//! Whether a report may be handed out.

/// Whether a report may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing stands against it.
    Final,
    /// To be looked at only: with a watermark, the open findings, and missing values named.
    Draft,
}
