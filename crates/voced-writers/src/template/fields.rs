//! Sheets with one item a row.

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, Format, FormatAlign,
    Formula, Worksheet, XlsxError,
};
use voced_domain::{DataItem, GroupCode, Kind, Position};
use voced_sheet::{self as sheet, palette};
use voced_template::{Check, Field, Sheet, Typed, column};

use super::{Header, Writer};

const WIDTHS: [(u16, f64); 7] = [
    (column::NUMBER, 8.0),
    (column::LABEL, 32.0),
    (column::UNIT, 8.0),
    (column::LAST_YEAR, 12.0),
    (column::ANSWER, 18.0),
    (column::CHECK, 24.0),
    (column::INSTRUCTION, 54.0),
];
const HEADS: [&str; 7] = [
    "编号",
    "指标名称",
    "单位",
    "上年数",
    "本年数",
    "校验",
    "填报说明",
];

/// So many items are still read well on one sheet of paper.
const MOST_ON_A_PAGE: usize = 24;

impl Writer<'_> {
    pub(super) fn items(
        &self,
        worksheet: &mut Worksheet,
        sheet: &Sheet,
        group: &GroupCode,
        fields: &[Field],
    ) -> Result<(), XlsxError> {
        let instruction = self
            .edition
            .group(group)
            .map_or("", |group| &group.instruction);
        let width: f64 = WIDTHS.iter().map(|(_, width)| width).sum();
        let header = Header {
            title: &sheet.title,
            instruction,
            last_column: column::INSTRUCTION,
            width,
        };
        self.header(worksheet, &header)?;
        for (column, width) in WIDTHS {
            worksheet.set_column_width(column, width)?;
        }
        // A few lines alone on a second sheet of paper get lost.
        if fields.len() <= MOST_ON_A_PAGE {
            worksheet.set_print_fit_to_pages(1, 1);
        }
        worksheet.set_row_height(2, 24)?;
        for (column, text) in (0..).zip(HEADS) {
            worksheet.write_with_format(2, column, text, &sheet::head())?;
        }
        for field in fields {
            self.row(worksheet, sheet, field)?;
        }
        if let (Some(first), Some(last)) = (fields.first(), fields.last()) {
            colour_checks(worksheet, first.cell.row, last.cell.row, column::CHECK)?;
        }
        Ok(())
    }

    fn row(
        &self,
        worksheet: &mut Worksheet,
        sheet: &Sheet,
        field: &Field,
    ) -> Result<(), XlsxError> {
        // A frozen template may hold an item that this edition no longer defines.
        let Some(item) = self.edition.item(&field.item) else {
            return Ok(());
        };
        let row = field.cell.row;
        let locked = sheet::cell().set_background_color(palette::LOCKED_GROUND);
        let centred = locked.clone().set_align(FormatAlign::Center);
        let unit = item.unit.map_or("", |unit| unit.symbol());
        worksheet.write_with_format(row, column::NUMBER, &field.number, &centred)?;
        worksheet.write_with_format(row, column::LABEL, &field.label, &locked)?;
        worksheet.write_with_format(row, column::UNIT, unit, &centred)?;
        self.last_year(worksheet, item, row, &locked)?;
        let instruction = instruction(item);
        worksheet.write_with_format(row, column::INSTRUCTION, &instruction, &locked)?;
        let width = WIDTHS[usize::from(column::INSTRUCTION)].1;
        worksheet.set_row_height(row, sheet::row_height(&instruction, width))?;

        let format = self.marked(&sheet.title, field.cell, input_format(item));
        write_typed(
            worksheet,
            field.cell,
            &self.filling.typed(&field.item, None),
            &format,
        )?;
        if !item.prefilled {
            let validation = validation(item, field.cell, &self.choices_reference(item))?;
            worksheet.add_data_validation(row, column::ANSWER, row, column::ANSWER, &validation)?;
        }
        let Some(check) = Check::of(self.edition, self.template, field) else {
            return Ok(());
        };
        let shown = check.evaluate(
            &|position| self.filling.typed_at(sheet, position),
            &|range| self.filling.sum_of(self.template, range),
        );
        let formula = Formula::new(check.formula()).set_result(shown);
        worksheet.write_formula_with_format(row, column::CHECK, formula, &centred)?;
        Ok(())
    }

    fn last_year(
        &self,
        worksheet: &mut Worksheet,
        item: &DataItem,
        row: u32,
        locked: &Format,
    ) -> Result<(), XlsxError> {
        match self.filling.last_year.get(&item.code) {
            Some(quantity) => {
                let format = locked.clone().set_num_format(number_format(item));
                let number = quantity.to_cell_number();
                worksheet.write_with_format(row, column::LAST_YEAR, number, &format)?;
            }
            None => {
                let format = locked.clone().set_align(FormatAlign::Center);
                let text = if item.kind.is_number() { "—" } else { "" };
                worksheet.write_with_format(row, column::LAST_YEAR, text, &format)?;
            }
        }
        Ok(())
    }
}

/// What the clerk reads beside the item: definition and date it is counted at.
fn instruction(item: &DataItem) -> String {
    let blank = match (item.may_not_apply, item.kind.is_number()) {
        (true, true) => "没有此项业务的填“不适用”，有而为零的填0。",
        (false, true) if item.may_be_zero => "没有的填0。",
        _ => "",
    };
    format!("{}统计时点：{}。{blank}", item.definition, item.reference)
}

/// Writes what is typed as its own kind: a number as a number, a text as a text.
pub(super) fn write_typed(
    worksheet: &mut Worksheet,
    cell: Position,
    typed: &Typed,
    format: &Format,
) -> Result<(), XlsxError> {
    match typed {
        Typed::Blank => worksheet.write_blank(cell.row, cell.column, format)?,
        Typed::Number(quantity) => {
            let number = quantity.to_cell_number();
            worksheet.write_number_with_format(cell.row, cell.column, number, format)?
        }
        Typed::Text(text) => {
            let text = sheet::cell_text(text);
            worksheet.write_string_with_format(cell.row, cell.column, &*text, format)?
        }
    };
    Ok(())
}

/// The format of an answer's cell: unlocked, unless the bureau fills it in.
pub(super) fn input_format(item: &DataItem) -> Format {
    let format = match item.kind {
        // Text keeps the leading zero of a code and the digits of a long number.
        Kind::Text | Kind::Choice | Kind::Date => sheet::cell().set_num_format("@"),
        Kind::Count | Kind::Money | Kind::Mean => sheet::cell()
            .set_num_format(number_format(item))
            .set_align(FormatAlign::Right),
    };
    if item.prefilled {
        format.set_background_color(palette::LOCKED_GROUND)
    } else {
        format
            .set_background_color(palette::INPUT_GROUND)
            .set_unlocked()
    }
}

/// Money shows its decimals; zero shows as zero.
pub(super) fn number_format(item: &DataItem) -> String {
    match item.entered_decimals() {
        0 => "0".into(),
        decimals => format!("0.{}", "0".repeat(decimals.into())),
    }
}

/// The prompt and the bar of an answer's cell, `first` of those it applies to.
pub(super) fn validation(
    item: &DataItem,
    first: Position,
    choices: &Option<String>,
) -> Result<DataValidation, XlsxError> {
    let cell = first.a1();
    let not_applicable = if item.may_not_apply {
        format!(",{cell}=\"不适用\"")
    } else {
        String::new()
    };
    let validation = match (item.kind, choices) {
        (Kind::Choice, Some(reference)) => {
            DataValidation::new().allow_list_formula(Formula::new(reference))
        }
        (Kind::Count, _) => DataValidation::new().allow_custom(Formula::new(format!(
            "=OR(AND(ISNUMBER({cell}),N({cell})>=0,N({cell})=INT(N({cell}))){not_applicable})"
        ))),
        (Kind::Money | Kind::Mean, _) => DataValidation::new().allow_custom(Formula::new(format!(
            "=OR(AND(ISNUMBER({cell}),N({cell})>=0){not_applicable})"
        ))),
        _ => DataValidation::new().allow_any_value(),
    };
    let unit = item
        .unit
        .map_or(String::new(), |unit| format!("，单位：{unit}"));
    let expected = format!("{}{unit}", expected(item));
    Ok(validation
        .set_input_title(truncated(&item.to_string(), 32))?
        .set_input_message(truncated(&format!("{expected}。{}", item.definition), 255))?
        .set_error_title("填写有误")?
        .set_error_message(truncated(&format!("“{}”应填{expected}。", item.name), 255))?
        .set_error_style(if item.choices_from.is_some() {
            // Who was admitted under a list that was replaced is still taught under it.
            DataValidationErrorStyle::Warning
        } else {
            DataValidationErrorStyle::Stop
        }))
}

/// What an answer must be, in words.
fn expected(item: &DataItem) -> String {
    let kind = match (item.kind, item.digits) {
        (_, Some(digits)) => format!("{digits}位数字"),
        (Kind::Date, _) => "日期，如2020-11-05".into(),
        (kind, None) => kind.name().into(),
    };
    if item.may_not_apply {
        format!("{kind}，或“不适用”")
    } else {
        kind
    }
}

/// The first `length` characters: the format counts characters, not bytes.
fn truncated(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}

/// ✓ in green, what is wrong in red, what is still to come in the colour of text.
pub(super) fn colour_checks(
    worksheet: &mut Worksheet,
    first: u32,
    last: u32,
    column: u16,
) -> Result<(), XlsxError> {
    let cell = Position { row: first, column }.a1();
    let rules = [
        (
            format!("={cell}=\"✓\""),
            Format::new().set_font_color(palette::RIGHT),
        ),
        (
            format!("=AND({cell}<>\"✓\",{cell}<>\"待填\",{cell}<>\"—\")"),
            Format::new().set_font_color(palette::WRONG).set_bold(),
        ),
    ];
    for (rule, format) in rules {
        let conditional = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(format);
        worksheet.add_conditional_format(first, column, last, column, &conditional)?;
    }
    Ok(())
}
