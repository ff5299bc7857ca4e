//! What the bounds of rules are called.

/// The bounds that rules ask for, by the name that a bureau writes in its own thresholds, with what
/// people call them.
const NAMES: [(&str, &str); 11] = [
    ("relative", "相对"),
    ("absolute", "绝对"),
    ("points", "相差"),
    ("factor", "倍数"),
    ("peers", "与他校相比的倍数"),
    ("share", "占比"),
    ("values", "个数"),
    ("heads", "人数"),
    ("small", "小于"),
    ("least", "不低于"),
    ("most", "不高于"),
];

/// What people call a bound, by the name that it has in a list of thresholds; nothing where no rule
/// asks for it.
pub fn bound_name(name: &str) -> Option<&'static str> {
    let found = NAMES.iter().find(|(found, _)| *found == name);
    found.map(|(_, called)| *called)
}
