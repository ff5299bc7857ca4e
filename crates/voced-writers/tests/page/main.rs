//! The web page in a real browser. Passes over, and says so, where there is none.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use serde_json::json;
use voced_browser::{Browser, ENTER, ESCAPE, TAB};
use voced_report::{Audience, DashboardRow, FigureId, Report, SourcesPlace, Standing, compose};

const AWKWARD: &str = include_str!("../../../../fixtures/reports/awkward.json");

const DESKTOP: (u32, u32) = (1280, 900);
const TABLET: (u32, u32) = (820, 1180);
const PHONE: (u32, u32) = (360, 780);
/// Text of the open panel.
const PANEL: &str = "return document.querySelector('#panel[open]')?.textContent ?? ''";

/// Cells that the open panel names.
const CELLS: &str = "return [...document.querySelectorAll('#panel[open] .cells tr:not(.term) td:last-child')]\
                     .map(cell => cell.textContent.trim())";
/// Names of the charts in view of which not exactly one drawing is seen, or one that its place cuts
/// off.
const CHART_FAULTS: &str = "\
    const charts = [...document.querySelectorAll('.view:not([hidden]) figure.chart')];\
    if (!charts.length) return ['no chart'];\
    const isFit = (chart) => {\
        const place = chart.querySelector('.drawing');\
        const seen = [...place.querySelectorAll('svg')].filter(svg => svg.checkVisibility());\
        if (seen.length !== 1) return false;\
        const width = seen[0].getBoundingClientRect().width;\
        return width > 0 && width <= place.clientWidth + 0.5 && place.scrollWidth <= place.clientWidth;\
    };\
    return charts.filter(chart => !isFit(chart)).map(chart => chart.id)";

fn awkward() -> Report {
    serde_json::from_str(AWKWARD).unwrap()
}

/// The example bureau's report as it is published.
fn published() -> Report {
    let narrative = voced_examples::siping_narrative();
    let run = voced_examples::run(&voced_examples::SIPING);
    compose(&run, &narrative, Audience::Public, Standing::Final).unwrap()
}

/// Opens the page of a report and checks at the end that nothing went wrong in it.
fn browse(report: &Report, look: impl FnOnce(&Browser)) {
    let Some(browser) = Browser::start() else {
        eprintln!("没有chromium或chromedriver，没有在浏览器里检验网页");
        return;
    };
    browser.resize(DESKTOP);
    browser.open(&voced_writers::html::html(report));
    look(&browser);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_click_on_a_figure_shows_its_cells_and_escape_returns_to_it() {
    let report = awkward();
    browse(&report, |browser| {
        browser.go("text");
        browser.click("#f0");
        let panel = browser.run(PANEL);
        let panel = panel.as_str().unwrap();
        let trace = report.trace(report.figure(FigureId(0)).trace);
        for source in trace.terms.iter().flat_map(|term| &term.sources) {
            let cell = format!("{}·{}·{}", source.file, source.sheet, source.cell);
            assert!(panel.contains(&cell), "{cell}");
        }
        assert!(panel.contains(&trace.calculation));
        let focus = "return document.activeElement.id";
        assert_eq!(browser.run(focus), "panel-title");
        browser.press(ESCAPE);
        assert_eq!(browser.run(PANEL), "");
        assert_eq!(browser.run(focus), "f0");
    });
}

#[test]
fn the_published_employment_rate_leads_to_two_cells_of_each_of_six_schools() {
    let report = published();
    let figures = report.figures.iter();
    let mut rates = figures.filter(|of| of.text == "97.8%" && of.place.starts_with("2.2.1"));
    let rate = rates.next().unwrap();
    let id = report.figures.iter().position(|of| of == rate).unwrap();
    browse(&report, |browser| {
        browser.go("text");
        browser.click(&format!("#f{id}"));
        let heading = browser.run("return document.querySelector('#panel h3').textContent");
        assert_eq!(heading, "就业率 四平市 97.8%");
        let cells = browser.run(CELLS);
        let cells: Vec<String> = serde_json::from_value(cells).unwrap();
        for place in ["·表7就业升学·E4", "·表3规模·E7"] {
            let files = cells.iter().filter_map(|cell| cell.strip_suffix(place));
            assert_eq!(
                files.collect::<BTreeSet<_>>().len(),
                6,
                "{place}: {cells:?}"
            );
        }
        assert_eq!(cells.len(), 12, "{cells:?}");

        browser.press(ESCAPE);
        for size in [DESKTOP, TABLET, PHONE] {
            browser.resize(size);
            for view in ["overview", "text"] {
                browser.go(view);
                assert_charts_fit(browser, &format!("{view}, {size:?}"));
            }
        }
    });
}

/// Each chart in view shows one of its drawings, and the whole of it.
fn assert_charts_fit(browser: &Browser, name: &str) {
    let faults = browser.run(CHART_FAULTS);
    assert_eq!(faults, json!([]), "{name}");
}

#[test]
fn the_keyboard_alone_reaches_a_figure_and_its_other_places() {
    let report = awkward();
    browse(&report, |browser| {
        browser.go("text");
        browser.run("document.querySelector('#f0').focus()");
        browser.press(ENTER);
        assert_ne!(browser.run(PANEL), "");
        browser.press(TAB);
        let focused = browser.run("return document.activeElement.textContent");
        assert_eq!(focused, "关闭");
        browser.press(ENTER);
        browser.wait_for(PANEL, "");
        browser.wait_for("return document.activeElement.id", "f0");

        browser.press(TAB);
        browser.wait_for("return document.activeElement.id", "f1");
        browser.press(ENTER);
        browser.click("#panel .places li:last-child a");
        let seen = "const place = document.querySelector(':target').getBoundingClientRect(); \
                    return place.top > 0 && place.bottom < innerHeight";
        assert_eq!(browser.run(seen), true);
    });
}

#[test]
fn one_view_is_seen_at_a_time_and_every_link_leads_to_its_own() {
    browse(&awkward(), |browser| {
        let seen = "return [...document.querySelectorAll('.view:not([hidden])')].map(v => v.id)";
        assert_eq!(browser.run(seen), json!(["overview"]));
        browser.click("header.top nav a[href='#sources']");
        browser.wait_for(seen, json!(["sources"]));
        browser.go("f3");
        browser.wait_for(seen, json!(["text"]));
        browser.go("t2");
        browser.wait_for(seen, json!(["sources"]));
        let unfolded = "return document.querySelector('#t2 .body').offsetHeight > 0";
        assert_eq!(browser.run(unfolded), true);
    });
}

/// Names of the schools in view.
const NAMES: &str = "return [...document.querySelectorAll('.schools tbody tr:not([hidden]) th')]\
                     .map(head => head.textContent)";
/// Values of the first indicator in view.
const VALUES: &str = "return [...document.querySelectorAll('.schools tbody tr:not([hidden]) td.n')]\
                      .filter(cell => cell.cellIndex === 2).map(cell => parseFloat(cell.textContent))\
                      .filter(value => !Number.isNaN(value))";

#[test]
fn schools_are_sorted_and_filtered_in_an_internal_report() {
    let report = awkward();
    browse(&report, |browser| {
        let given = browser.run(NAMES);
        browser.click(".schools thead th:nth-child(3) button");
        let values: Vec<f64> = serde_json::from_value(browser.run(VALUES)).unwrap();
        assert!(
            values.len() > 2 && values.is_sorted_by(|a, b| a >= b),
            "{values:?}"
        );
        let order = "return document.querySelector('.schools th:nth-child(3)').ariaSort";
        assert_eq!(browser.run(order), "descending");
        browser.click(".schools thead th:nth-child(3) button");
        let values: Vec<f64> = serde_json::from_value(browser.run(VALUES)).unwrap();
        assert!(values.is_sorted(), "{values:?}");
        browser.click(".schools thead th:nth-child(3) button");
        assert_eq!(browser.run(NAMES), given);

        browser.click("#filter-name");
        browser.press("甲");
        assert_eq!(browser.run(NAMES), json!(["甲校"]));
        let total = "return document.querySelector('.schools tfoot tr').offsetHeight > 0";
        assert_eq!(browser.run(total), true);
    });
}

/// Rows that are seen, the first of them, and what the pager says.
const SHOWN: &str = "\
    const rows = [...document.querySelectorAll('.schools tbody tr')].filter(row => row.checkVisibility());\
    const pager = document.querySelector('.pager');\
    const said = pager.checkVisibility() ? pager.querySelector('output').textContent : '';\
    return [rows.length, rows[0]?.cells[0].textContent, said]";

#[test]
fn a_long_table_of_schools_is_turned_over_page_by_page() {
    let mut report = awkward();
    let total = report.dashboard.rows.pop().unwrap();
    let own = report.dashboard.rows.clone();
    report.dashboard.rows = (0..120)
        .map(|number| DashboardRow {
            name: format!("第{number}校"),
            ..own[number % own.len()].clone()
        })
        .chain([total])
        .collect();
    browse(&report, |browser| {
        let click = |label: &str| {
            browser.run(&format!(
                "[...document.querySelectorAll('.pager button')].find(one => one.textContent === '{label}').click()"
            ));
        };
        let is = |expected: serde_json::Value| assert_eq!(browser.run(SHOWN), expected);
        is(json!([50, "第0校", "第1—50行，共120行"]));
        click("下一页");
        click("下一页");
        is(json!([20, "第100校", "第101—120行，共120行"]));
        let search = "const name = document.querySelector('#filter-name');\
                      name.value = '第11'; name.dispatchEvent(new Event('input'))";
        browser.run(search);
        is(json!([11, "第11校", ""]));
    });
}

#[test]
fn schools_of_a_public_report_stay_in_the_bureaus_order() {
    let mut report = awkward();
    report.audience = Audience::Public;
    browse(&report, |browser| {
        let buttons = "return document.querySelectorAll('.schools button').length";
        assert_eq!(browser.run(buttons), 0);
    });
}

#[test]
fn the_page_fits_narrow_screens_with_its_panel_as_a_sheet() {
    browse(&awkward(), |browser| {
        for width in [320, PHONE.0] {
            browser.resize((width, PHONE.1));
            for view in ["overview", "text", "sources", "t0"] {
                browser.go(view);
                let overflow = browser.run("return document.documentElement.scrollWidth");
                assert_eq!(overflow, width, "{view}");
                if ["overview", "text"].contains(&view) {
                    assert_charts_fit(browser, &format!("{view}, {width}"));
                }
            }
        }
        browser.go("text");
        browser.click("#f0");
        let sheet = "const box = document.querySelector('#panel:modal').getBoundingClientRect(); \
                     return [box.left, box.right, box.bottom]";
        assert_eq!(browser.run(sheet), json!([0, PHONE.0, PHONE.1]));
        browser.press(ESCAPE);
        assert_eq!(browser.run("return document.activeElement.id"), "f0");
    });
}

/// Whether two elements, given by their selectors, lie beside each other and neither is hidden.
fn stand_apart(browser: &Browser, [left, right]: [&str; 2]) -> bool {
    let script = format!(
        "const box = (selector) => document.querySelector(selector).getBoundingClientRect();\
         const [left, right] = [box('{left}'), box('{right}')];\
         return left.width > 0 && right.width > 0 && left.right <= right.left && right.right <= innerWidth"
    );
    browser.run(&script) == true
}

#[test]
fn a_wide_page_has_its_figures_and_their_cells_beside_the_text() {
    browse(&published(), |browser| {
        browser.go("text");
        let listed = "return document.querySelectorAll('.beside [data-trace]').length > 0";
        browser.wait_for(listed, true);
        assert!(stand_apart(browser, ["article", ".beside"]));
        assert!(stand_apart(browser, [".contents", "article"]));
        browser.click(".beside li a");
        assert!(stand_apart(browser, ["article", "#panel[open]"]));
        browser.press(ESCAPE);
        browser.wait_for(PANEL, "");
        let focused = "return document.activeElement.closest('.beside') !== null";
        assert_eq!(browser.run(focused), true);

        browser.go("overview");
        let top = "return document.querySelector('.schools .value').getBoundingClientRect().top";
        browser.run("document.querySelector('.schools').scrollIntoView({block: 'center'})");
        let before = browser.run(top).as_f64().unwrap();
        browser.click(".schools .value");
        assert!(stand_apart(
            browser,
            [".view:not([hidden])", "#panel[open]"]
        ));
        let after = browser.run(top).as_f64().unwrap();
        assert!((before - after).abs() < 2.0, "{before} {after}");
    });
}

/// Charts in the overview that lie over another one, or whose card has a hole.
const PACKING_FAULTS: &str = "\
    const boxes = [...document.querySelectorAll('.charts figure.chart')].map(chart => chart.getBoundingClientRect());\
    const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;\
    return boxes.filter((a, idx) => boxes.some((b, other) => other > idx && overlap(a, b))).length\
        + [...document.querySelectorAll('.charts figure.chart')].filter(chart =>\
            chart.getBoundingClientRect().bottom - chart.querySelector('details').getBoundingClientRect().bottom > 32).length";

#[test]
fn nothing_scrolls_sideways_and_no_card_of_a_chart_has_a_hole() {
    browse(&published(), |browser| {
        for width in [360, 390, 820, 1280, 1920] {
            browser.resize((width, 900));
            for view in ["overview", "text", "sources"] {
                browser.go(view);
                let sideways = "const page = document.documentElement; return page.scrollWidth - page.clientWidth";
                assert_eq!(browser.run(sideways), 0, "{view}, {width}");
            }
            browser.go("overview");
            browser.wait_for(PACKING_FAULTS, 0);
            // A closing bracket may hang over the end of its line by half its width.
            let whole = "const name = document.querySelector('header .name'); \
                         return name.scrollWidth - name.clientWidth < 8 && name.scrollHeight <= name.clientHeight";
            assert_eq!(browser.run(whole), true, "{width}");
        }
    });
}

#[test]
fn sources_are_printed_where_they_are_an_appendix() {
    for (place, display) in [
        (SourcesPlace::Appendix, "block"),
        (SourcesPlace::File, "none"),
    ] {
        let mut report = awkward();
        report.sources = place;
        browse(&report, |browser| {
            browser.print_media();
            let shown = "return ['overview', 'text', 'sources'].map(id =>\
                         getComputedStyle(document.getElementById(id)).display)";
            assert_eq!(browser.run(shown), json!(["block", "block", display]));
        });
    }
}

#[test]
fn the_page_follows_the_systems_colours_and_its_own_button() {
    browse(&awkward(), |browser| {
        let ground = "return getComputedStyle(document.body).backgroundColor";
        let light = browser.run(ground);
        browser.prefer_dark();
        let dark = browser.run(ground);
        assert_ne!(light, dark);
        browser.click(".theme");
        assert_eq!(browser.run(ground), light);
    });
}

#[test]
fn everybody_can_use_every_view_in_light_and_dark() {
    let Some(axe) = std::env::var_os("VOCED_AXE") else {
        eprintln!("没有设VOCED_AXE（axe.min.js的路径），没有检验网页的无障碍");
        return;
    };
    let axe = std::fs::read_to_string(axe).unwrap();
    browse(&awkward(), |browser| {
        browser.run(&axe);
        for size in [DESKTOP, PHONE] {
            browser.resize(size);
            browser.go("text");
            browser.click("#f0");
            assert_eq!(browser.faults(), Vec::<String>::new(), "{size:?}");
            browser.press(ESCAPE);
        }
        for view in ["overview", "t0"] {
            browser.go(view);
            assert_eq!(browser.faults(), Vec::<String>::new(), "{view}");
        }
        browser.prefer_dark();
        for view in ["overview", "t0", "text"] {
            browser.go(view);
            assert_eq!(browser.faults(), Vec::<String>::new(), "{view}, dark");
        }
    });
}
