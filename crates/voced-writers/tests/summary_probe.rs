use rust_xlsxwriter::*;
#[test]
fn probe() {
    let mut wb = Workbook::new();
    let ws = wb.add_worksheet();
    ws.set_name("原始数据").unwrap();
    for (c, v) in ["051300", "不适用", "51300", "空白", "051300"]
        .iter()
        .enumerate()
    {
        ws.write_string(0, c as u16, *v).unwrap();
    }
    ws.write_number(1, 0, 2.0).unwrap();
    ws.write_string(1, 1, "不适用").unwrap();
    ws.write_number(1, 2, 7.0).unwrap();
    ws.write_number(2, 0, 3.0).unwrap();
    ws.write_number(2, 1, 5.0).unwrap();
    ws.write_number(2, 2, 11.5).unwrap();
    let fs = [
        "=SUMPRODUCT(ISTEXT('原始数据'!A1:E1)*('原始数据'!A1:E1<>\"空白\")*('原始数据'!A1:E1<>\"不适用\"))",
        "=SUMPRODUCT(--EXACT('原始数据'!A1:E1,\"051300\"))",
        "=SUMPRODUCT(--EXACT('原始数据'!A$1:C1,C1))",
        "=SUMPRODUCT('原始数据'!A2:C2,'原始数据'!A3:C3)",
        "=TEXT(25.1,\"0.0\")&\":\"&TEXT(100-25.1,\"0.0\")",
        "=TEXT(ROUND(4403*100/17509,1),\"0.0\")&\":\"&TEXT(100-ROUND(4403*100/17509,1),\"0.0\")",
        "=TEXT(ROUND(25,1),\"0.0\")&\":\"&TEXT(100-ROUND(25.04,1),\"0.0\")",
        "=IFERROR(ROUND(VALUE(LEFT(\"25.1:74.9\",FIND(\":\",\"25.1:74.9\")-1))-VALUE(LEFT(\"26.3:74.9\",FIND(\":\",\"26.3:74.9\")-1)),1),\"—\")",
        "=IFERROR(VALUE(LEFT(\"缺\",FIND(\":\",\"缺\")-1)),\"—\")",
        "=ROUND(107/40,2)",
        "=ROUND(201*1/200,2)",
        "=ROUND(335/1000,2)",
        "=ROUND(1.15,1)",
        "=ROUND(1157*100/2000,1)",
        "=ROUND(129*100/800,2)",
        "=COUNTIF('原始数据'!A1:E1,\"051300\")",
        "=IF(AND('原始数据'!A1<>\"\",'原始数据'!A1<>\"空白\"),LEFT('原始数据'!A1,2),\"\")",
        "=COUNT('原始数据'!A2:C2,'原始数据'!B2)",
        "=SUM('原始数据'!A2:C2,'原始数据'!A3)",
        "=N('原始数据'!B2)",
        "=ROUND(46.9-38,1)",
        "=IF(ISNUMBER(\"缺\"),1,\"缺\")",
        "=SUMPRODUCT(--('原始数据'!A1:E1=\"051300\"))",
        "=SUM(A1)-SUM(A2)",
        "=100-ROUND(25.1,1)",
    ];
    let out = wb.add_worksheet();
    out.set_name("公式").unwrap();
    for (r, f) in fs.iter().enumerate() {
        out.write_formula(r as u32, 0, *f).unwrap();
        out.write_string(r as u32, 1, *f).unwrap();
    }
    let bytes = wb.save_to_buffer().unwrap();
    std::fs::write("/tmp/probe.xlsx", &bytes).unwrap();
    let w = ironcalc::import::load_from_xlsx_bytes(&bytes, "probe", "en", "UTC").unwrap();
    let mut m = ironcalc::base::Model::from_workbook(w, "en").unwrap();
    m.evaluate();
    for r in 0..fs.len() {
        println!(
            "{:?}\t{}",
            m.get_cell_value_by_index(1, r as i32 + 1, 1).unwrap(),
            fs[r]
        );
    }
}
