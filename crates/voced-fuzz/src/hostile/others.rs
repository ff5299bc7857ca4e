//! Files that are no workbooks.

use super::attack::{Attack, noise};

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
pub(super) fn attacks() -> Vec<Attack> {
    let beginnings: [(&str, &str, &[u8]); 22] = [
        ("empty.xlsx", "空文件", b""),
        ("one-byte.xlsx", "一个字节", b"P"),
        ("two-bytes.xlsx", "只有压缩包的开头两个字节", b"PK"),
        ("local.xlsx", "只有压缩包的开头四个字节", b"PK\x03\x04"),
        (
            "compound.xls",
            "只有旧格式的开头",
            &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        ),
        ("pdf.xlsx", "只有PDF的开头", b"%PDF-1.7"),
        ("png.xlsx", "只有图片的开头", b"\x89PNG\r\n\x1a\n"),
        ("jpeg.xlsx", "只有照片的开头", &[0xFF, 0xD8, 0xFF, 0xE0]),
        ("gif.xlsx", "只有动图的开头", b"GIF89a"),
        ("rar.xlsx", "只有RAR的开头", b"Rar!\x1a\x07"),
        ("7z.xlsx", "只有7z的开头", b"7z\xBC\xAF\x27\x1C"),
        ("gzip.xlsx", "只有gzip的开头", &[0x1F, 0x8B, 8]),
        ("exe.xlsx", "可执行文件", b"MZ\x90\0\x03\0\0\0"),
        ("elf.xlsx", "另一种可执行文件", b"\x7fELF\x02\x01\x01\0"),
        ("shortcut.xlsx", "快捷方式", b"L\0\0\0\x01\x14\x02\0"),
        ("rtf.xls", "RTF文稿", b"{\\rtf1\\ansi hello}"),
        ("json.xlsx", "JSON", b"{\"a\": [1, 2]}"),
        ("script.xlsx", "脚本", b"#!/bin/sh\nrm -rf /\n"),
        ("bom.xlsx", "只有编码标记", b"\xEF\xBB\xBF"),
        ("utf-16.xlsx", "UTF-16的文字", b"\xFF\xFEa\0b\0"),
        (
            "spreadsheetml.xls",
            "2003版XML表格",
            b"<?xml version=\"1.0\"?><Workbook/>",
        ),
        (
            "mht.xls",
            "网页归档",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
        ),
    ];
    let mut attacks: Vec<Attack> = beginnings
        .into_iter()
        .map(|(file, what, bytes)| Attack::new(format!("other-{file}"), what, bytes))
        .collect();
    attacks.extend([
        Attack::new("other-noise.xlsx", "1MB乱码", noise(1 << 20)),
        Attack::new("other-zeros.xlsx", "1MB的0", vec![0; 1 << 20]),
        Attack::new("other-large.xlsx", "25MB的0", vec![0; 25 << 20]),
        Attack::new(
            "other-large-zip.xlsx",
            "25MB而且像压缩包",
            [&b"PK\x03\x04"[..], &vec![0; 25 << 20]].concat(),
        ),
        Attack::new(
            "other-markup.xls",
            "1MB没有结尾的网页标记",
            "<table>".repeat(150_000),
        ),
        Attack::new("other-line.csv", "一行有1MB的文字", "1,".repeat(500_000)),
        Attack::new(
            "other-noise-zip.xlsx",
            "像压缩包的乱码",
            [b"PK\x03\x04".to_vec(), noise(50_000)].concat(),
        ),
    ]);
    attacks
}
