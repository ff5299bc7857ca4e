//! The page's style: its own sheets and the colours of the charts, in light and dark.

use voced_charts::{Theme, variables};

/// The whole style sheet. On paper it is always light.
pub(super) fn style() -> String {
    let (light, dark) = (variables(Theme::Light), variables(Theme::Dark));
    format!(
        ":root {{{light}}}\n@media screen {{ :root[data-theme=\"dark\"] {{{dark}}} }}\n\
         @media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{{dark}}} }}\n\
         {}{}",
        include_str!("page.css"),
        include_str!("print.css"),
    )
}
