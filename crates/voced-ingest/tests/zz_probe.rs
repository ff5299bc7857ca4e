mod common;
#[test]
fn probe() {
    let siping = common::Siping::open();
    for f in std::env::var("PROBE").unwrap().split(' ') {
        let b = std::fs::read(f).unwrap();
        let t = std::time::Instant::now();
        let r = siping.read("x", &b);
        let rss = std::fs::read_to_string("/proc/self/status")
            .unwrap()
            .lines()
            .filter(|l| l.starts_with("VmHWM"))
            .collect::<String>();
        println!(
            "{f}: {:?} {:?} {rss}",
            t.elapsed(),
            r.findings.iter().map(|f| f.to_string()).collect::<Vec<_>>()
        );
    }
}
