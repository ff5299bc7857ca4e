//! Why a file is not read, in the words of who has to send it again.

use std::fmt::Display;

use voced_domain::RuleCard;

use crate::rules;

/// Why a file cannot be read at all, as a clerk can understand it.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) card: &'static RuleCard,
    pub(crate) message: String,
    /// What was found; for a damaged file the library's own words, which help who looks closer.
    pub(crate) found: String,
    pub(crate) remedy: &'static str,
}

impl Refusal {
    pub(crate) fn not_a_workbook(found: &str) -> Self {
        Self {
            card: &rules::NOT_A_WORKBOOK,
            message: format!("这是{found}，不是工作簿"),
            found: found.into(),
            remedy: "请交回填好的工作簿本身，不要只改扩展名",
        }
    }

    pub(crate) fn web_page() -> Self {
        Self {
            card: &rules::WEB_PAGE,
            message: "这是网页，只是扩展名像工作簿".into(),
            found: "网页".into(),
            remedy: "请用Excel打开后另存为“Excel工作簿(.xlsx)”再交回",
        }
    }

    pub(crate) fn encrypted() -> Self {
        Self {
            card: &rules::ENCRYPTED,
            message: "工作簿有打开密码".into(),
            found: "加密的工作簿".into(),
            remedy: "请取消打开密码后重新交回",
        }
    }

    pub(crate) fn damaged(found: impl Display) -> Self {
        Self {
            card: &rules::DAMAGED,
            message: "工作簿打不开，可能损坏或没有传完".into(),
            found: found.to_string(),
            remedy: "还在传的请等传完再运行；已经传完的请在原来的电脑上打开检查，重新保存后交回",
        }
    }

    pub(crate) fn too_large(found: String) -> Self {
        Self {
            card: &rules::DAMAGED,
            message: "工作簿大得打不开，可能有内容远在表格之外".into(),
            found,
            remedy: "请删除表格右边和下面多余的行列，重新保存后交回",
        }
    }
}
