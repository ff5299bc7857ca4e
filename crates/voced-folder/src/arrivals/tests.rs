//! What is taken in, under which name, and what is not.

use std::thread;

use tempfile::TempDir;

use super::*;

/// What looks like a workbook that was not sent to its end, which is taken.
fn torn(content: &str) -> Vec<u8> {
    [b"PK\x03\x04", content.as_bytes()].concat()
}

fn bureau() -> (TempDir, Folder) {
    let temporary = tempfile::tempdir().unwrap();
    let roster = "name = \"某局\"\n[[region]]\ncode = \"a\"\nname = \"某市\"\nlevel = \"city\"\n\
                  [[school]]\ncode = \"a-1\"\nname = \"甲校\"\nshort = \"甲\"\n";
    fs::write(temporary.path().join("bureau.toml"), roster).unwrap();
    fs::create_dir(temporary.path().join("2023")).unwrap();
    let folder = Folder::open(temporary.path()).unwrap();
    (temporary, folder)
}

fn in_2023() -> (ReferenceYear, NaiveDate) {
    (year(2023), "2023-11-20".parse().unwrap())
}

fn year(year: u16) -> ReferenceYear {
    ReferenceYear::new(year).unwrap()
}

#[test]
fn nothing_is_overwritten_and_the_same_file_is_not_stored_twice() {
    let (_temporary, folder) = bureau();
    let receive = |name: &str, bytes: &[u8]| folder.receive(in_2023(), name, bytes).unwrap();
    let stored = |name: &str| Arrival::Stored(name.into());
    let [one, two, three] = ["1", "2", "3"].map(torn);
    assert_eq!(receive("甲校.xlsx", &one), stored("甲校.xlsx"));
    assert_eq!(receive("甲校.xlsx", &two), stored("甲校（第2次）.xlsx"));
    assert_eq!(receive("甲校.xlsx", &three), stored("甲校（第3次）.xlsx"));
    assert_eq!(
        receive("别的名.xlsx", &two),
        Arrival::Known("甲校（第2次）.xlsx".into())
    );
    let submissions = folder.submissions(year(2023));
    assert_eq!(fs::read(submissions.join("甲校.xlsx")).unwrap(), one);
    assert_eq!(fs::read_dir(submissions).unwrap().count(), 3);
}

#[test]
fn of_one_file_that_comes_eight_times_at_once_one_is_stored() {
    for round in 0..20 {
        let (_temporary, folder) = bureau();
        let bytes = torn(&format!("{round}"));
        let arrivals: Vec<Arrival> = thread::scope(|scope| {
            let sent = (0..8)
                .map(|_| scope.spawn(|| folder.receive(in_2023(), "甲校.xlsx", &bytes).unwrap()));
            let sent: Vec<_> = sent.collect();
            sent.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let stored = arrivals.iter();
        let stored = stored
            .filter(|one| matches!(one, Arrival::Stored(_)))
            .count();
        assert_eq!(stored, 1, "{arrivals:?}");
        let submissions = folder.submissions(year(2023));
        assert_eq!(fs::read_dir(submissions).unwrap().count(), 1);
    }
}

#[test]
fn what_is_no_workbook_is_not_taken_and_what_was_one_is() {
    let (_temporary, folder) = bureau();
    let page = |body: &str| format!("<html><head></head><body>{body}</body></html>").into_bytes();
    let noise: Vec<u8> = (1..5_000u32)
        .flat_map(|at| (at * at).to_be_bytes())
        .collect();
    let sealed = [
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..],
        &[0; 600],
    ]
    .concat();
    let cases: [(&str, Vec<u8>); 12] = [
        ("空文件", Vec::new()),
        ("乱码", noise),
        ("文字", b"city".to_vec()),
        ("网页", page("<p>404</p>")),
        ("网页里的表", page("<TABLE><tr><td>1</td></tr></TABLE>")),
        ("PDF", b"%PDF-1.7\n1 0 obj".to_vec()),
        ("图片", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("压缩包", b"Rar!\x1a\x07\x01\0".to_vec()),
        ("没有传完的xlsx", torn("1")),
        ("没有写的扇区", vec![0; 4_096]),
        ("坏的xls", sealed),
        ("加密软件", b"E-SafeNet\0\0LOCK".to_vec()),
    ];
    let mut told = Vec::new();
    for (what, bytes) in cases {
        let name = format!("{what}.xlsx");
        let arrival = folder.receive(in_2023(), &name, &bytes).unwrap();
        let is_there = folder.submissions(year(2023)).join(&name).exists();
        told.push(match arrival {
            Arrival::Refused(why) if !is_there => format!("{what}：不收，{why}"),
            Arrival::Stored(stored) if is_there => {
                assert_eq!(stored, name);
                format!("{what}：收下")
            }
            other => panic!("{what}: {other:?}"),
        });
    }
    let expected = [
        "空文件：不收，这是空文件，不是工作簿；请交回填好的工作簿本身，不要只改扩展名",
        "乱码：不收，认不出是什么文件，可能被本单位的加密软件加了密；\
         请在打得开它的电脑上（加了密的先解密）另存为“Excel工作簿(.xlsx)”再交回",
        "文字：不收，这是文字文件，不是工作簿；请交回填好的工作簿本身，不要只改扩展名",
        "网页：不收，这是网页，只是扩展名像工作簿；请用Excel或WPS打开后另存为“Excel工作簿(.xlsx)”再交回",
        "网页里的表：收下",
        "PDF：不收，这是PDF文件，不是工作簿；请交回工作簿本身，不要扫描，也不要导出成PDF",
        "图片：不收，这是图片，不是工作簿；请交回工作簿本身，不要拍照或截图",
        "压缩包：不收，这是压缩包，不是工作簿；请先解压，再把里面的工作簿交回",
        "没有传完的xlsx：收下",
        "没有写的扇区：收下",
        "坏的xls：收下",
        "加密软件：收下",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_year_is_not_begun_by_what_arrives_but_for_the_next_one() {
    let (temporary, folder) = bureau();
    let on = in_2023().1;
    let receive = |of: u16| folder.receive((year(of), on), "甲校.xlsx", &torn(&of.to_string()));
    let refused = Arrival::Refused(
        "本局还没有2099年（现有年度：2023）；请核对年度，是新的一年请先生成发给各校的工作簿".into(),
    );
    for of in [2099, 2025, 2022] {
        let arrival = receive(of).unwrap();
        assert!(matches!(arrival, Arrival::Refused(_)), "{arrival:?}");
        assert!(!folder.year_folder(year(of)).exists());
    }
    assert_eq!(receive(2099).unwrap(), refused);
    for of in [2023, 2024] {
        assert_eq!(receive(of).unwrap(), Arrival::Stored("甲校.xlsx".into()));
    }
    fs::remove_dir_all(temporary.path().join("2023")).unwrap();
    fs::remove_dir_all(temporary.path().join("2024")).unwrap();
    let arrival = receive(2023).unwrap();
    assert!(matches!(arrival, Arrival::Refused(_)), "{arrival:?}");
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 1);
}

/// Reading any of them would never end.
#[cfg(unix)]
#[test]
fn pipes_sockets_and_links_to_them_are_told_and_never_opened() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    let (_temporary, folder) = bureau();
    let submissions = folder.submissions(year(2023));
    let rounds = submissions.join("甲校");
    fs::create_dir_all(&rounds).unwrap();
    let pipes = [
        submissions.join("管道.xlsx"),
        rounds.join("第1次.xlsx"),
        folder.year_folder(year(2023)).join("city.xlsx"),
    ];
    let made = Command::new("mkfifo").args(&pipes).status().unwrap();
    assert!(made.success());
    let _socket = UnixListener::bind(submissions.join("套接字.xlsx")).unwrap();
    symlink(&pipes[0], submissions.join("指向管道.xlsx")).unwrap();
    symlink("/dev/zero", submissions.join("指向设备.xlsx")).unwrap();
    symlink("/dev/zero", submissions.join("指向设备.docx")).unwrap();
    let arrival = folder.receive(in_2023(), "甲校.xlsx", &torn("1")).unwrap();
    assert_eq!(arrival, Arrival::Stored("甲校.xlsx".into()));
    let files = folder.returned_files(year(2023)).unwrap();
    let names: Vec<String> = files.iter().map(crate::ReturnedFile::name).collect();
    assert_eq!(names, ["甲校.xlsx"]);
    assert!(files.iter().all(|file| fs::read(&file.path).is_ok()));
    assert_eq!(folder.not_read(year(2023)), Vec::<String>::new());
    for file in folder.documents(year(2023)).unwrap() {
        assert!(folder.document(&file, 1_000).is_err());
    }
    let inputs = folder.inputs(year(2023), &voced_pipeline::go_on).unwrap();
    let workbooks = inputs.this.workbooks.iter();
    let told: Vec<String> = workbooks
        .flat_map(|one| one.content.findings.iter().map(ToString::to_string))
        .collect();
    for name in [
        "管道.xlsx 是管道",
        "甲校/第1次.xlsx 是管道",
        "city.xlsx 是管道",
        "套接字.xlsx 是管道",
        "指向管道.xlsx 是管道",
        "指向设备.xlsx 是链接",
    ] {
        assert!(
            told.iter().any(|one| one.starts_with(name)),
            "{name}: {told:?}"
        );
    }
}

#[test]
fn a_workbook_that_arrives_is_read_once() {
    let (temporary, folder) = bureau();
    let cache = crate::Cache::at(temporary.path().join("cache"));
    let folder = folder.with_cache(Some(cache.clone()));
    let arrival = folder.receive(in_2023(), "甲校.xlsx", &torn("1")).unwrap();
    assert_eq!(arrival, Arrival::Stored("甲校.xlsx".into()));
    assert_eq!(cache.counts(), (0, 1));
    let inputs = folder.inputs_from_the_first_day(year(2023), &voced_pipeline::go_on);
    inputs.unwrap();
    assert_eq!(cache.counts(), (1, 1));
}
