//! Pictures of the text, within the page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};
use voced_report::{Image, Picture, Report};

use super::markup::anchor;

/// Pictures side by side where there is room, each with its caption.
pub(super) fn row(report: &Report, pictures: &[Picture]) -> Markup {
    html! {
        div.pictures {
            @for picture in pictures { (figure(picture, report.image(picture.image))) }
        }
        "\n"
    }
}

fn figure(picture: &Picture, image: &Image) -> Markup {
    let source = format!(
        "data:{};base64,{}",
        image.kind.media_type(),
        STANDARD.encode(&image.bytes)
    );
    html! {
        figure.picture #(anchor(&picture.anchor)) {
            img src=(source) alt=(picture.alt) width=(image.width) height=(image.height)
                loading="lazy" decoding="async";
            figcaption { span.number { "图" (picture.number) } " " (picture.caption) }
        }
    }
}
