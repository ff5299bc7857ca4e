//! The kinds of files that are known, in the order in which they are asked.

use super::kind::Mark::{Binary, Bytes, Columns, Near, OpenElsewhere, Part, Root, Says};
use super::kind::Said::{NoWorkbook, NotRead, Sealed, WebPage};
use super::kind::{Foreign, kind};

const ITSELF: &str = "请交回填好的工作簿本身，不要只改扩展名";
const SAVE_AS: &str = "请用Excel或WPS打开后另存为“Excel工作簿(.xlsx)”再交回";
const COPY: &str = "请把内容填进发给本校的工作簿，交回工作簿本身";
const UNSCANNED: &str = "请交回工作簿本身，不要扫描，也不要导出成PDF";
const NO_PICTURE: &str = "请交回工作簿本身，不要拍照或截图";
const UNPACK: &str = "请先解压，再把里面的工作簿交回";
const FROM_MAIL: &str = "请打开邮件，把附件里的工作簿另存出来再交回";
const BEHIND_LINK: &str = "请交回工作簿本身，不要交快捷方式";
const CLOSE: &str = "这个文件删掉即可；请关闭打开着的工作簿，交回工作簿本身";
const DELETE: &str = "这个文件删掉即可；请交回填好的工作簿本身";
const DECRYPT: &str = "请在本单位解密后另存一份再交回";

pub(super) static KINDS: &[Foreign] = &[
    kind(
        "加密软件加过密的文件",
        Sealed,
        DECRYPT,
        &[
            Near(b"E-SafeNet"),
            Near(b"ESAFENET"),
            Near(b"TSD-Header"),
            Near(b"IP-guard"),
            Near(b"IPGuard"),
            Near(b"IPGUARD"),
            Near(b"SECLORE"),
            Near(b"Seclore"),
            Near(b"FASOO"),
            Near(b"Fasoo"),
            Near(b"DRMONE"),
            Near(b"SCDSA0"),
            Bytes(0, b"\x62\x14\x23\x65"),
            Bytes(0, b".pfile"),
        ],
    ),
    kind("PDF文件", NoWorkbook, UNSCANNED, &[Near(b"%PDF-")]),
    kind(
        "图片",
        NoWorkbook,
        NO_PICTURE,
        &[
            Bytes(0, b"\x89PNG"),
            Bytes(0, b"\xFF\xD8\xFF"),
            Bytes(0, b"GIF8"),
            Binary(b"BM"),
            Bytes(0, b"II*\0"),
            Bytes(0, b"MM\0*"),
            Bytes(8, b"WEBP"),
            Bytes(4, b"ftyphe"),
            Bytes(4, b"ftypmif1"),
            Bytes(4, b"ftypmsf1"),
            Bytes(4, b"ftypavif"),
            Bytes(0, b"8BPS"),
            Bytes(0, b"\xD7\xCD\xC6\x9A"),
            Bytes(40, b" EMF"),
            Root("svg"),
        ],
    ),
    kind(
        "视频或录音",
        NoWorkbook,
        COPY,
        &[
            Bytes(4, b"ftyp"),
            Bytes(8, b"AVI "),
            Bytes(8, b"WAVE"),
            Binary(b"ID3"),
            Bytes(0, b"#!AMR"),
            Bytes(0, b"\x30\x26\xB2\x75"),
            Bytes(0, b"\x1A\x45\xDF\xA3"),
        ],
    ),
    kind(
        "压缩包",
        NoWorkbook,
        UNPACK,
        &[
            Bytes(0, b"Rar!"),
            Bytes(0, b"7z\xBC\xAF"),
            Bytes(0, b"\x1F\x8B"),
            Binary(b"BZh"),
            Bytes(0, b"\xFD7zXZ"),
            Bytes(0, b"\x28\xB5\x2F\xFD"),
            Bytes(0, b"MSCF"),
            Bytes(0, b"EGGA"),
            Bytes(0, b"ALZ\x01"),
            Bytes(2, b"-lh"),
            Bytes(257, b"ustar"),
        ],
    ),
    kind(
        "Outlook邮件",
        NoWorkbook,
        FROM_MAIL,
        &[Part("__properties_version1.0")],
    ),
    kind(
        "PowerPoint文件",
        NoWorkbook,
        COPY,
        &[Part("PowerPoint Document"), Part("ppt/")],
    ),
    kind(
        "Word文件",
        NoWorkbook,
        COPY,
        &[
            Part("WordDocument"),
            Part("word/"),
            Bytes(0, b"{\\rtf"),
            Root("worddocument"),
            Says(&["schemas.microsoft.com/office/2006/xmlpackage", "word"]),
        ],
    ),
    kind(
        "LibreOffice的文字文件(.odt)",
        NoWorkbook,
        COPY,
        &[Bytes(38, b"application/vnd.oasis.opendocument.text")],
    ),
    kind(
        "LibreOffice的演示文件(.odp)",
        NoWorkbook,
        COPY,
        &[
            Bytes(38, b"application/vnd.oasis.opendocument.presentation"),
            Bytes(38, b"application/vnd.oasis.opendocument.graphics"),
        ],
    ),
    kind("OFD版式文件", NoWorkbook, UNSCANNED, &[Part("OFD.xml")]),
    kind(
        "CEB版式文件",
        NoWorkbook,
        UNSCANNED,
        &[Bytes(0, b"Founder CEB")],
    ),
    kind(
        "XPS版式文件",
        NoWorkbook,
        UNSCANNED,
        &[
            Part("FixedDocSeq.fdseq"),
            Part("FixedDocumentSequence.fdseq"),
        ],
    ),
    kind(
        "苹果电脑的Numbers表格",
        NotRead,
        "请在Numbers里用“文件—导出到—Excel”存成.xlsx再交回",
        &[
            Part("Index/"),
            Part("Index.zip"),
            Part("buildVersionHistory.plist"),
        ],
    ),
    kind(
        "二进制工作簿(.xlsb)",
        NotRead,
        SAVE_AS,
        &[Part("xl/workbook.bin")],
    ),
    kind(
        "很老的Excel格式(Excel 4.0或更早)",
        NotRead,
        SAVE_AS,
        &[
            Bytes(0, b"\x09\0\x04\0"),
            Bytes(0, b"\x09\0\x06\0"),
            Bytes(0, b"\x09\x02\x06\0"),
            Bytes(0, b"\x09\x04\x06\0"),
            Bytes(0, b"\x09\x04\x08\0"),
            Bytes(0, b"\x09\x08\x08\0"),
            Bytes(0, b"\x09\x08\x10\0"),
        ],
    ),
    kind(
        "Visio图",
        NoWorkbook,
        COPY,
        &[Part("VisioDocument"), Part("visio/")],
    ),
    kind(
        "Access数据库",
        NoWorkbook,
        COPY,
        &[Bytes(4, b"Standard Jet DB"), Bytes(4, b"Standard ACE DB")],
    ),
    kind("数据库", NoWorkbook, COPY, &[Bytes(0, b"SQLite format 3")]),
    kind("CAD图纸", NoWorkbook, ITSELF, &[Bytes(0, b"AC10")]),
    kind(
        "程序",
        NoWorkbook,
        ITSELF,
        &[Binary(b"MZ"), Binary(b"\x7FELF")],
    ),
    kind(
        "快捷方式",
        NoWorkbook,
        BEHIND_LINK,
        &[
            Bytes(0, b"\x4C\0\0\0\x01\x14\x02\0"),
            Says(&["\n[internetshortcut]"]),
        ],
    ),
    kind(
        "工作簿打开时留下的临时文件",
        NoWorkbook,
        CLOSE,
        &[OpenElsewhere],
    ),
    kind(
        "苹果电脑留下的附属文件",
        NoWorkbook,
        DELETE,
        &[Bytes(0, b"\0\x05\x16\x07"), Bytes(0, b"\0\0\0\x01Bud1")],
    ),
    kind(
        "缩略图文件",
        NoWorkbook,
        DELETE,
        &[Part("Catalog"), Part("256_")],
    ),
    kind(
        "Excel 2003的XML表格",
        NotRead,
        SAVE_AS,
        &[Root("workbook"), Says(&["progid=\"excel.sheet\""])],
    ),
    kind(
        "LibreOffice的单个XML表格(.fods)",
        NotRead,
        "请用LibreOffice打开后另存为“Excel 2007-365(.xlsx)”再交回",
        &[Says(&[
            "opendocument:xmlns:office",
            "opendocument.spreadsheet",
        ])],
    ),
    kind(
        "LibreOffice的单个XML文件",
        NoWorkbook,
        COPY,
        &[Says(&["opendocument:xmlns:office"])],
    ),
    kind("标文通(UOF)表格", NotRead, SAVE_AS, &[Root("uof")]),
    kind(
        "单个文件网页(.mht)",
        WebPage,
        SAVE_AS,
        &[
            Says(&["\nmime-version:", "\nx-document-type:"]),
            Says(&["\nfrom:", "saved by"]),
            Says(&["\nsnapshot-content-location:"]),
        ],
    ),
    kind(
        "邮件",
        NoWorkbook,
        FROM_MAIL,
        &[
            Says(&["\nfrom:", "\nsubject:"]),
            Says(&["\nfrom:", "\nto:"]),
            Says(&["\nfrom:", "\ndate:"]),
            Says(&["\nreceived:", "\nfrom:"]),
            Says(&["\nreceived:", "by "]),
            Says(&["\nreturn-path:"]),
            Bytes(0, b"\x78\x9F\x3E\x22"),
        ],
    ),
    kind(
        "单个文件网页(.mht)",
        WebPage,
        SAVE_AS,
        &[Says(&["\nmime-version:", "multipart/related"])],
    ),
    kind("邮件", NoWorkbook, FROM_MAIL, &[Says(&["\nmime-version:"])]),
    kind(
        "网页",
        WebPage,
        SAVE_AS,
        &[
            Root("!doctype"),
            Root("html"),
            Root("head"),
            Root("body"),
            Root("table"),
        ],
    ),
    kind("XML文件", NoWorkbook, ITSELF, &[Says(&["\n<?xml"])]),
    kind("网页", WebPage, SAVE_AS, &[Root("")]),
    kind(
        "文字表格(.csv、.txt)",
        NoWorkbook,
        "文字表格只存得下一张表；请交回填好的工作簿本身，不要另存为CSV",
        &[Columns],
    ),
    kind("文字文件", NoWorkbook, ITSELF, &[Says(&[])]),
];

/// An archive in which nothing that is known lies.
pub(super) static ARCHIVE: Foreign = kind("压缩包", NoWorkbook, UNPACK, &[]);
