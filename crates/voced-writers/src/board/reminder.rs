//! 催报: what to send to the schools that sent nothing.

use voced_domain::{Board, Bureau, SchoolStatus, Standing};

/// A reminder, as it is sent to a group of people and as a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// In a few lines, with the names of the schools.
    pub message: String,
    /// What the letter is about.
    pub subject: String,
    /// The letter, to each of the schools.
    pub letter: String,
}

/// What to send to those who were given a workbook and sent nothing; nothing where there are none.
pub fn reminder(board: &Board, bureau: &Bureau) -> Option<Reminder> {
    let missing: Vec<&Standing> = board.of(SchoolStatus::NotReported).collect();
    if !missing.iter().any(|one| one.issued.is_some()) {
        return None;
    }
    let names: Vec<&str> = missing.iter().map(|one| one.short.as_str()).collect();
    let year = board.year;
    let deadline = match (board.deadline, board.days_late()) {
        (Some(day), Some(_)) => format!("交回期限{day}已过，"),
        (Some(day), None) => format!("交回期限是{day}，"),
        (None, _) => String::new(),
    };
    let ask = match bureau.contact.as_str() {
        "" => String::new(),
        contact => format!("有疑问请与{contact}联系。"),
    };
    let workbook = format!("{year}年中等职业教育质量年度报告的填报工作簿");
    Some(Reminder {
        message: format!(
            "{}：{workbook}还没有收到，{deadline}请填好后尽快发来。{ask}",
            names.join("、")
        ),
        subject: format!("催报：{workbook}"),
        letter: format!(
            "您好：\n贵校的{workbook}还没有收到，{deadline}请填好后尽快回复本邮件，把工作簿作为附件发来。{ask}\n{}",
            bureau.name
        ),
    })
}

#[cfg(test)]
mod tests {
    use voced_domain::{PersonToCall, ReferenceYear, Roster};

    use super::*;

    fn of(issued: Option<&str>, on: &str) -> Option<Reminder> {
        let year = ReferenceYear::new(2023).unwrap();
        let roster = Roster::from_toml(
            "name = \"某市教育局\"\ndeadline = \"11-15\"\ncontact = \"职成科 0000000\"\n\
             [[region]]\ncode = \"a\"\nname = \"某市\"\nlevel = \"city\"\n\
             [[school]]\ncode = \"a-1\"\nname = \"甲校\"\nshort = \"甲\"\n",
        );
        let bureau = roster.unwrap().in_year(year);
        let standing = Standing {
            school: bureau.schools()[0].code.clone(),
            name: "甲校".into(),
            short: "甲".into(),
            status: SchoolStatus::NotReported,
            since: None,
            issued: issued.map(|day| day.parse().unwrap()),
            signed: None,
            rounds: 0,
            errors: 0,
            to_explain: 0,
            file: None,
            code: None,
            person: PersonToCall::default(),
        };
        let board = Board {
            year,
            on: on.parse().unwrap(),
            deadline: bureau.deadline,
            schools: vec![standing],
            next: Vec::new(),
        };
        reminder(&board, &bureau)
    }

    #[test]
    fn nobody_is_reminded_who_was_given_nothing() {
        assert_eq!(of(None, "2023-11-20"), None);
        let before = of(Some("2023-10-01"), "2023-11-10").unwrap();
        assert_eq!(
            before.message,
            "甲：2023年中等职业教育质量年度报告的填报工作簿还没有收到，交回期限是2023-11-15，\
             请填好后尽快发来。有疑问请与职成科 0000000联系。"
        );
        let after = of(Some("2023-10-01"), "2023-11-20").unwrap();
        assert!(after.letter.contains("交回期限2023-11-15已过，"));
        assert!(after.letter.ends_with("\n某市教育局"));
    }
}
