//! Pictures made ready, and those that nobody should open.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use voced_picture::{Kind, LARGEST, PictureError, prepare};

fn example(name: &str) -> Vec<u8> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/siping/2020/narrative/照片");
    fs::read(folder.join(name)).unwrap()
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// A PNG whose head says a size, and nothing behind it.
fn head_of_png(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(&chunk);
    png.extend(crc(&chunk).to_be_bytes());
    // The beginning of a row, so that a decoder goes on.
    png.extend(b"\0\0\0\x0bIDAT\x78\x9c\x63\0\0\0\x02\0\x01\0\0\0\0\0\0");
    png
}

/// As the format has it.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn a_turned_photo_stands_upright_and_tells_nothing_of_place_or_camera() {
    let file = example("直播.jpg");
    assert!(has(&file, "INVENTED CAMERA"));
    let picture = prepare(&file).unwrap();
    assert_eq!(
        (picture.kind, picture.width, picture.height),
        (Kind::Jpeg, 1200, 800)
    );
    assert!(!has(&picture.bytes, "INVENTED CAMERA") && !has(&picture.bytes, "Exif"));
    assert_eq!(prepare(&file).unwrap(), picture);
}

#[test]
fn a_drawing_stays_one_and_has_a_raster_beside_it() {
    let picture = prepare(&example("课堂.svg")).unwrap();
    assert_eq!(
        (picture.kind, picture.width, picture.height),
        (Kind::Svg, 1200, 800)
    );
    assert!(has(&picture.bytes, "<svg"));
    assert!(picture.raster.unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn handlers_and_links_of_a_drawing_go() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60" onload="alert(1)">
        <a href="javascript:alert(1)"><rect width="90" height="60" onclick="alert(1)"/></a></svg>"#;
    let picture = prepare(svg.as_bytes()).unwrap();
    for trace in ["script", "alert", "onload", "onclick", "href"] {
        assert!(!has(&picture.bytes, trace), "{trace}");
    }
}

#[test]
fn what_cannot_be_used_is_told_with_what_to_do() {
    let of_svg = |inside: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\">{inside}</svg>"
        )
        .into_bytes()
    };
    let mut cut = example("洽谈会.jpg");
    cut.truncate(3_000);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("an empty file", Vec::new()),
        ("a text", "上课".into()),
        ("bytes", vec![0, 159, 200, 7]),
        ("a file that is too large", vec![0xFF; LARGEST + 1]),
        ("a picture of 60000 by 60000", head_of_png(60_000, 60_000)),
        ("a long thin picture", head_of_png(13_000, 10)),
        ("a picture with nothing behind its head", head_of_png(100, 100)),
        ("half a photo", cut),
        ("a photo of a telephone", b"\0\0\0\x18ftypheic".to_vec()),
        ("a moving picture", b"GIF89a".to_vec()),
        ("a drawing with text", of_svg("<text>97.8%</text>")),
        ("a drawing with a script", of_svg("<script>alert(1)</script>")),
        ("a drawing of a hundred thousand groups", of_svg(&("<g>".repeat(100_000) + &"</g>".repeat(100_000)))),
        ("a drawing with a file", of_svg("<image href=\"/etc/passwd\"/>")),
        ("a drawing that grows", b"<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>".to_vec()),
        ("half a drawing", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><rect".to_vec()),
        ("a drawing that is a line", of_svg("").iter().map(|byte| if *byte == b'6' { b'0' } else { *byte }).collect()),
    ];
    let said = cases.iter().map(|(name, bytes)| {
        let error: Option<PictureError> = prepare(bytes).err();
        let error = error.unwrap_or_else(|| panic!("{name} is made ready"));
        format!("{name}: {error}\n  {}", error.remedy())
    });
    insta::assert_snapshot!(said.collect::<Vec<_>>().join("\n"));
}
