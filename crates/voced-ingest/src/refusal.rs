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
    /// Whether an office program could make a workbook of it that can be read, or whoever it is from could: one that is
    /// damaged, locked, of another format. Else it is something else altogether.
    pub(crate) is_of_a_workbook: bool,
}

impl Refusal {
    pub(crate) fn not_a_workbook(found: &str) -> Self {
        Self {
            card: &rules::NOT_A_WORKBOOK,
            message: format!("这是{found}，不是工作簿"),
            found: found.into(),
            remedy: "请交回填好的工作簿本身，不要只改扩展名",
            is_of_a_workbook: false,
        }
    }

    /// Of no known kind: what a unit's own software encrypted has no mark that all of it shares.
    pub(crate) fn unknown() -> Self {
        Self {
            message: "认不出是什么文件，可能被本单位的加密软件加了密".into(),
            remedy: "请在打得开它的电脑上（加了密的先解密）另存为“Excel工作簿(.xlsx)”再交回",
            ..Self::not_a_workbook("认不出的文件")
        }
    }

    /// There is no password to take away: whoever sends it does not see that it is encrypted.
    pub(crate) fn sealed() -> Self {
        Self {
            card: &rules::SEALED,
            message: "文件被本单位的加密软件（或权限管理）加了密，在别的电脑上打不开".into(),
            found: "加密软件加过密的文件".into(),
            remedy: "请在本单位解密后另存一份再交回",
            is_of_a_workbook: true,
        }
    }

    pub(crate) fn encrypted() -> Self {
        Self {
            card: &rules::ENCRYPTED,
            message: "工作簿有打开密码".into(),
            found: "加密的工作簿".into(),
            remedy: "请取消打开密码后重新交回",
            is_of_a_workbook: true,
        }
    }

    pub(crate) fn damaged(found: impl Display) -> Self {
        Self {
            card: &rules::DAMAGED,
            message: "工作簿打不开，可能损坏或没有传完".into(),
            found: found.to_string(),
            remedy: "还在传的请等传完再运行；已经传完的请在原来的电脑上打开检查，重新保存后交回",
            is_of_a_workbook: true,
        }
    }

    pub(crate) fn too_large(found: String) -> Self {
        Self {
            card: &rules::DAMAGED,
            message: "工作簿大得打不开，可能有内容远在表格之外".into(),
            found,
            remedy: "请删除表格右边和下面多余的行列，重新保存后交回",
            is_of_a_workbook: true,
        }
    }

    /// Too large for what was put into it; `named` are the largest of that, with their sizes.
    pub(crate) fn attachments(named: &str, found: String) -> Self {
        Self {
            card: &rules::DAMAGED,
            message: format!("工作簿里的照片或附件太大（{named}）"),
            found,
            remedy: "请把照片和附件删掉，重新保存后交回；要报送的照片和附件请另外交",
            is_of_a_workbook: true,
        }
    }

    /// Too large, and nothing tells what makes it so.
    pub(crate) fn too_large_a_file(found: String) -> Self {
        Self {
            message: format!("{found}，大得打不开，可能有照片、附件，或有内容远在表格之外"),
            remedy: "请删除照片、附件和表格右边、下面多余的行列，重新保存后交回",
            ..Self::too_large(found)
        }
    }
}
