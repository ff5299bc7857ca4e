//! Who asks for what reading checks.

/// What a rule of reading rests on.
pub(super) const OFFICE: &str = "本局填报要求";
