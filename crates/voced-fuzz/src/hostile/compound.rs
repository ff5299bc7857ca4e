//! Workbooks of Excel 97 to 2003: the container, and the records in it.

use super::attack::{Attack, noise};

const SECTOR: usize = 512;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;

pub(super) fn attacks(whole: &[u8]) -> Vec<Attack> {
    let mut attacks = cut(whole);
    attacks.extend(patched(whole));
    attacks.extend(of_records());
    attacks
}

fn attack(file: &str, what: &str, bytes: impl Into<Vec<u8>>) -> Attack {
    Attack::new(format!("xls-{file}.xls"), what, bytes)
}

fn cut(whole: &[u8]) -> Vec<Attack> {
    let lengths = [8, 511, 512, 513, 1_024, whole.len() / 2, whole.len() - 1];
    let cut = |(number, length): (usize, usize)| {
        let what = format!("旧格式只有前{length}字节");
        attack(&format!("cut-{number}"), &what, &whole[..length])
    };
    (1..).zip(lengths).map(cut).collect()
}

/// The numbers of the header (MS-CFB 2.2).
fn patched(whole: &[u8]) -> Vec<Attack> {
    let fields = [
        ("version", "版本", 26),
        ("shift", "扇区大小", 30),
        ("mini-shift", "小扇区大小", 32),
        ("fat-count", "分配表的个数", 44),
        ("directory", "目录的开始", 48),
        ("mini-start", "小分配表的开始", 60),
        ("mini-count", "小分配表的个数", 64),
        ("difat-start", "总表的开始", 68),
        ("difat-first", "总表的第一项", 76),
    ];
    let values = [
        ("zero", "0", 0_u32),
        ("one", "1", 1),
        ("max", "最大", u32::MAX),
        ("half", "极大", 0x7FFF_FFFF),
    ];
    let mut attacks = Vec::new();
    for (field, of, at) in fields {
        for (value, shown, number) in values {
            let mut bytes = whole.to_vec();
            bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
            let what = format!("旧格式容器里{of}写成{shown}");
            attacks.push(attack(&format!("{field}-{value}"), &what, bytes));
        }
    }
    let mut circle = whole.to_vec();
    let fat = SECTOR * (1 + usize::from(whole[76]));
    circle[fat..fat + 4].copy_from_slice(&0_u32.to_le_bytes());
    attacks.push(attack("circle", "扇区指向自己", circle));
    let mut zeros = whole.to_vec();
    zeros[SECTOR..].fill(0);
    attacks.push(attack("zeros", "除了文件头都是0", zeros));
    attacks.push(attack(
        "noise",
        "除了文件头都是乱码",
        [&whole[..SECTOR], &noise(20_000)].concat(),
    ));
    attacks
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or(u16::MAX);
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn begin() -> Vec<u8> {
    record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

/// A number in a cell.
fn number(row: u16, column: u16) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes()].concat();
    record(0x0203, &[&place[..], &[0; 10]].concat())
}

/// A text, by its number, in a cell.
fn text(row: u16, text: u32) -> Vec<u8> {
    let place = [&row.to_le_bytes()[..], &[0; 4]].concat();
    record(0x00FD, &[&place[..], &text.to_le_bytes()].concat())
}

/// A workbook with these texts, and sheets that are all one.
fn stream(n_sheets: usize, texts: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
    let tabs: Vec<String> = (0..n_sheets)
        .map(|number| format!("s{number:05}"))
        .collect();
    let texts = record(0x00FC, texts);
    let tab_length = 4 + 8 + 6;
    let start = begin().len() + tabs.len() * tab_length + texts.len() + 4;
    let start = u32::try_from(start).unwrap_or(u32::MAX);
    let tabs = tabs.iter().map(|name| {
        let said = [&start.to_le_bytes()[..], &[0, 0, 6, 0], name.as_bytes()].concat();
        record(0x0085, &said)
    });
    [
        begin(),
        tabs.collect::<Vec<_>>().concat(),
        texts,
        record(0x000A, &[]),
        begin(),
        sheet.concat(),
        record(0x000A, &[]),
    ]
    .concat()
}

/// The container of one stream: a table of sectors, a directory, the stream.
fn container(stream: &[u8]) -> Vec<u8> {
    let n_data = stream.len().div_ceil(SECTOR).max(8);
    let n_tables = (n_data + 2).div_ceil(SECTOR / 4) + 1;
    let index = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    header[26..34].copy_from_slice(&[3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    let mut put = |at: usize, number: u32| {
        header[at..at + 4].copy_from_slice(&number.to_le_bytes());
    };
    put(44, index(n_tables));
    put(48, index(n_tables));
    put(56, 4096);
    put(60, END);
    put(68, END);
    (0..109).for_each(|at| put(76 + at * 4, if at < n_tables { index(at) } else { FREE }));
    let first = n_tables + 1;
    let mut table = vec![0xFFFF_FFFD; n_tables];
    table.push(END);
    table.extend((1..n_data).map(|number| index(first + number)));
    table.push(END);
    table.resize(n_tables * SECTOR / 4, FREE);
    let mut file = header;
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    file.extend(entry("Root Entry", 5, END, 0));
    file.extend(entry("Workbook", 2, index(first), index(n_data * SECTOR)));
    file.extend([0; 256]);
    file.extend(stream);
    file.resize(SECTOR * (1 + n_tables + 1 + n_data), 0);
    file
}

/// An entry of the directory (MS-CFB 2.6).
fn entry(name: &str, kind: u8, start: u32, length: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let n_bytes = u16::try_from(entry.len() + 2).unwrap_or(64);
    entry.resize(64, 0);
    entry.extend(n_bytes.to_le_bytes());
    entry.extend([kind, 1]);
    entry.extend([0xFF; 12]);
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(length.to_le_bytes());
    entry.extend([0; 4]);
    entry
}

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
fn of_records() -> Vec<Attack> {
    let made = |file: &str, what: &str, n_sheets: usize, texts: &[u8], sheet: &[Vec<u8>]| {
        attack(
            &format!("records-{file}"),
            what,
            container(&stream(n_sheets, texts, sheet)),
        )
    };
    let none: &[u8] = &[0; 8];
    let corners = [number(0, 0), number(65_535, 255)];
    let beyond = [number(0, 0), number(65_535, 65_535)];
    // One text of 8000 letters.
    let long = [&[0; 8][..], &8_000_u16.to_le_bytes(), &[0], &[b'x'; 8_000]].concat();
    let often: Vec<Vec<u8>> = (0..20_000).map(|row| text(row, 0)).collect();
    let size = |rows: u32, columns: u16| {
        let said = [
            &[0; 4][..],
            &rows.to_le_bytes(),
            &[0; 2],
            &columns.to_le_bytes(),
            &[0; 2],
        ];
        record(0x0200, &said.concat())
    };
    let formula = |content: &[u8]| record(0x0006, &[&[0; 20][..], content].concat());
    vec![
        made("plain", "旧格式只有一个数", 1, none, &[number(0, 0)]),
        made("corners", "旧格式首尾两格各有一个数", 1, none, &corners),
        made("beyond", "旧格式有一格在第65536列", 1, none, &beyond),
        made(
            "sheets",
            "旧格式200张表是同一份数据",
            200,
            none,
            &[number(0, 0), number(5_000, 0)],
        ),
        made(
            "many-sheets",
            "旧格式三千张表",
            3_000,
            none,
            &[number(0, 0)],
        ),
        made(
            "text-often",
            "旧格式两万格显示一条8000字的文字",
            1,
            &long,
            &often,
        ),
        made(
            "text-missing",
            "旧格式的文字编号不存在",
            1,
            none,
            &[text(0, 99)],
        ),
        made(
            "texts-cut",
            "旧格式的文字没有写完",
            1,
            &[0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 1],
            &[text(0, 0)],
        ),
        made(
            "texts-empty",
            "旧格式有两千条空文字",
            1,
            &[0; 6_008],
            &[text(0, 0)],
        ),
        made(
            "size-huge",
            "旧格式的表自称有40亿行",
            1,
            none,
            &[size(u32::MAX, 255)],
        ),
        made(
            "size-wide",
            "旧格式的表自称有65535列",
            1,
            none,
            &[size(1, u16::MAX)],
        ),
        made(
            "size-zero",
            "旧格式的表自称没有行",
            1,
            none,
            &[size(0, 0), number(3, 3)],
        ),
        made(
            "cell-short",
            "旧格式的单元格记录不全",
            1,
            none,
            &[record(0x0203, &[0, 0])],
        ),
        made(
            "numbers-short",
            "旧格式的成排数字记录不全",
            1,
            none,
            &[record(0x00BD, &[0; 6])],
        ),
        made(
            "numbers-wrong",
            "旧格式的成排数字首尾颠倒",
            1,
            none,
            &[record(0x00BD, &[0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 0])],
        ),
        made(
            "formula-empty",
            "旧格式的公式是空的",
            1,
            none,
            &[formula(&[])],
        ),
        made(
            "formula-noise",
            "旧格式的公式是乱码",
            1,
            none,
            &[formula(&noise(500))],
        ),
        made(
            "formula-names",
            "旧格式的公式引用没有的名称",
            1,
            none,
            &[formula(&[0xFF, 0x23, 0xFF, 0xFF, 0xFF, 0xFF])],
        ),
        made(
            "charts",
            "旧格式的表里套了一千层图表",
            1,
            none,
            &vec![begin(); 1_000],
        ),
        made(
            "length",
            "旧格式的记录长过文件",
            1,
            none,
            &[vec![3, 2, 0xFF, 0xFF]],
        ),
    ]
}
