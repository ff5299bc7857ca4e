//! Archives: directories that lie, names that lead elsewhere, data that swells.

use super::attack::Attack;
use super::package::Package;
use super::zipped::{Entry, archive, entries};

const SHEET: &str = "xl/worksheets/sheet3.xml";
const MEGABYTE: usize = 1 << 20;

pub(super) fn attacks(workbook: &Package) -> Vec<Attack> {
    let whole = workbook.zip();
    let mut attacks = cut(&whole);
    attacks.extend(surrounded(&whole));
    attacks.extend(names(workbook));
    attacks.extend(lies(workbook));
    attacks.extend(swelling(workbook));
    attacks.extend(parts_missing(workbook));
    attacks
}

fn cut(whole: &[u8]) -> Vec<Attack> {
    (1..10)
        .map(|tenths| {
            let kept = &whole[..whole.len() * tenths / 10];
            Attack::new(
                format!("zip-cut-{tenths}.xlsx"),
                format!("只传来前{tenths}成"),
                kept,
            )
        })
        .collect()
}

fn surrounded(whole: &[u8]) -> Vec<Attack> {
    let end = |rest: &[u8]| [&b"PK\x05\x06"[..], rest].concat();
    let claims = [[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], [0xFF; 8]].concat();
    vec![
        Attack::new("zip-empty.xlsx", "没有内容的压缩包", end(&[0; 18])),
        Attack::new("zip-end-cut.xlsx", "只有压缩包的结尾而且不全", end(&[0; 5])),
        Attack::new(
            "zip-claims-entries.xlsx",
            "空的压缩包自称有65535个文件",
            end(&[&claims[..], &[0, 0]].concat()),
        ),
        Attack::new(
            "zip-garbage-before.xlsx",
            "前面多出一段乱码",
            [&b"PK"[..], &[7; 5_000], whole].concat(),
        ),
        Attack::new(
            "zip-garbage-after.xlsx",
            "后面多出一段乱码",
            [whole, &[7; 5_000]].concat(),
        ),
        Attack::new(
            "zip-twice.xlsx",
            "同一个压缩包接了两遍",
            [whole, whole].concat(),
        ),
        Attack::new(
            "zip-64.xlsx",
            "自称有2的63次方个文件的大型压缩包",
            [
                &whole[..whole.len() - 22],
                b"PK\x06\x06\x2c\0\0\0\0\0\0\0\x2d\0\x2d\0\0\0\0\0\0\0\0\0",
                &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F].repeat(4),
                b"PK\x06\x07\0\0\0\0",
                &((whole.len() - 22) as u64).to_le_bytes(),
                b"\x01\0\0\0PK\x05\x06",
                &[0xFF; 16],
                &[0, 0],
            ]
            .concat(),
        ),
    ]
}

/// The workbook with one more entry of a name.
fn named(workbook: &Package, name: &[u8]) -> Vec<u8> {
    let mut all = entries(workbook);
    let mut more = all[0].clone();
    more.name = name.to_vec();
    all.push(more);
    archive(&all)
}

fn names(workbook: &Package) -> Vec<Attack> {
    let long = "a".repeat(60_000);
    let named_so: [(&str, &str, &[u8]); 14] = [
        ("up", "文件名是../../evil.xlsx", b"../../evil.xlsx"),
        (
            "up-within",
            "文件名中间有..",
            b"xl/../../../etc/cron.d/evil",
        ),
        ("up-backslash", "文件名用反斜线写的..", b"xl\\..\\..\\evil"),
        ("absolute", "文件名从根目录写起", b"/etc/passwd"),
        ("drive", "文件名带盘符", b"C:\\Windows\\evil.dll"),
        ("empty", "文件名是空的", b""),
        ("dot", "文件名是一个点", b"."),
        ("nul", "文件名里有NUL", b"xl/a\0b.xml"),
        ("long", "文件名有6万字节", long.as_bytes()),
        ("not-utf8", "文件名不是UTF-8", &[0xFF, 0xFE, 0xFD]),
        (
            "right-to-left",
            "文件名里有反写的控制符",
            "xl/\u{202e}lmx.exe".as_bytes(),
        ),
        ("folder", "文件名是文件夹", b"xl/worksheets/"),
        ("twice", "有两个xl/workbook.xml", b"xl/workbook.xml"),
        ("twice-by-case", "文件名只差大小写", b"XL/Workbook.XML"),
    ];
    let attack = |(file, what, name): (&str, &str, &[u8])| {
        Attack::new(format!("zip-name-{file}.xlsx"), what, named(workbook, name))
    };
    named_so.into_iter().map(attack).collect()
}

/// The workbook with what is said of one entry changed.
fn said(workbook: &Package, part: &str, change: impl Fn(&mut Entry)) -> Vec<u8> {
    let mut all = entries(workbook);
    let named = all.iter_mut().filter(|entry| entry.name == part.as_bytes());
    named.for_each(change);
    archive(&all)
}

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
fn lies(workbook: &Package) -> Vec<Attack> {
    let sheet = |change: fn(&mut Entry)| said(workbook, SHEET, change);
    let lie = |file: &str, what: &str, bytes| Attack::new(format!("zip-{file}.xlsx"), what, bytes);
    let mut many = entries(workbook);
    for number in 0..60_000 {
        let mut entry = many[0].clone();
        entry.name = format!("xl/a{number}").into_bytes();
        entry.data.clear();
        entry.compressed = 0;
        many.push(entry);
    }
    let mut shared = entries(workbook);
    let first = shared[0].clone();
    shared.extend((0..1_000).map(|number| Entry {
        name: format!("xl/media/{number}.png").into_bytes(),
        offset: Some(0),
        data: Vec::new(),
        ..first.clone()
    }));
    vec![
        lie(
            "says-4gb",
            "一张表自称展开有4GB",
            sheet(|entry| entry.inflated = u32::MAX - 1),
        ),
        lie(
            "says-nothing",
            "一张表自称是空的",
            sheet(|entry| entry.inflated = 0),
        ),
        lie(
            "takes-4gb",
            "一张表自称占4GB",
            sheet(|entry| entry.compressed = u32::MAX - 1),
        ),
        lie(
            "takes-nothing",
            "一张表自称不占地方",
            sheet(|entry| entry.compressed = 0),
        ),
        lie(
            "checksum",
            "一张表的校验和不对",
            sheet(|entry| entry.checksum ^= 1),
        ),
        lie(
            "beyond",
            "一张表自称在文件之外",
            sheet(|entry| entry.offset = Some(u32::MAX - 1)),
        ),
        lie(
            "elsewhere",
            "一张表自称从别处开始",
            sheet(|entry| entry.offset = Some(7)),
        ),
        lie(
            "encrypted",
            "一张表自称加密",
            sheet(|entry| entry.flags |= 1),
        ),
        lie(
            "descriptor",
            "一张表自称大小写在后面",
            sheet(|entry| entry.flags |= 8),
        ),
        lie(
            "stored",
            "压缩的表自称没有压缩",
            sheet(|entry| entry.method = 0),
        ),
        lie(
            "bzip2",
            "一张表用了读不了的压缩方法",
            sheet(|entry| entry.method = 12),
        ),
        lie(
            "method-99",
            "一张表用了没有的压缩方法",
            sheet(|entry| entry.method = 99),
        ),
        lie(
            "noise",
            "一张表的压缩数据是乱码",
            sheet(|entry| entry.data.fill(0x5A)),
        ),
        lie("many", "压缩包里有6万个空文件", archive(&many)),
        lie("shared", "一千个文件共用一段数据", archive(&shared)),
    ]
}

fn swelling(workbook: &Package) -> Vec<Attack> {
    let zeros = |megabytes: usize| vec![b' '; megabytes * MEGABYTE];
    let honest = |part: &str, megabytes| workbook.with(part, zeros(megabytes)).zip();
    let lying = |part: &str, megabytes| {
        let swollen = workbook.with(part, zeros(megabytes));
        said(&swollen, part, |entry| entry.inflated = 1_000)
    };
    let bomb =
        |file: &str, what: &str, bytes| Attack::new(format!("zip-bomb-{file}.xlsx"), what, bytes);
    vec![
        bomb("sheet", "一张表展开有70MB", honest(SHEET, 70)),
        bomb("sheet-20", "一张表展开有20MB空格", honest(SHEET, 20)),
        bomb("sheet-lying", "一张表展开有70MB却自称1KB", lying(SHEET, 70)),
        bomb(
            "texts-lying",
            "文字部分展开有10MB却自称1KB",
            lying("xl/sharedStrings.xml", 10),
        ),
        bomb(
            "styles-lying",
            "格式部分展开有10MB却自称1KB",
            lying("xl/styles.xml", 10),
        ),
        bomb(
            "workbook-lying",
            "目录部分展开有10MB却自称1KB",
            lying("xl/workbook.xml", 10),
        ),
        bomb(
            "media",
            "一幅图片展开有70MB",
            honest("xl/media/image1.png", 70),
        ),
        bomb("twenty", "20幅图片各展开7MB", twenty(workbook)),
        bomb(
            "unused-lying",
            "没有用到的部分展开有10MB却自称1KB",
            lying("xl/x.bin", 10),
        ),
        bomb(
            "nested",
            "压缩包套压缩包",
            workbook.with("xl/x.zip", honest(SHEET, 5)).zip(),
        ),
    ]
}

/// The same data under twenty names, so that it is made but once.
fn twenty(workbook: &Package) -> Vec<u8> {
    let swollen = workbook.with("xl/media/image.png", vec![b' '; 7 * MEGABYTE]);
    let mut all = entries(&swollen);
    let image = all.pop();
    all.extend(image.into_iter().flat_map(|image| {
        (0..20).map(move |number| Entry {
            name: format!("xl/media/image{number}.png").into_bytes(),
            ..image.clone()
        })
    }));
    archive(&all)
}

fn parts_missing(workbook: &Package) -> Vec<Attack> {
    let missing = [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/theme/theme1.xml",
        SHEET,
        "xl/worksheets/sheet13.xml",
    ];
    let mut attacks: Vec<Attack> = (1..)
        .zip(missing)
        .map(|(number, part)| {
            let file = format!("zip-without-{number}.xlsx");
            Attack::new(file, format!("缺少{part}"), workbook.without(part).zip())
        })
        .collect();
    let macros = workbook.with("xl/vbaProject.bin", super::attack::noise(20_000));
    attacks.push(Attack::new("macro.xlsm", "带宏的工作簿", macros.zip()));
    attacks
}
