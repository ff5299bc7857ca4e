//! 新建: the first page of all, where there is no bureau yet.

use std::path::{self, Path};

use maud::{Markup, html};

use super::layout;

pub(super) fn page(root: &Path) -> Markup {
    let root = path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let content = html! {
        p { "第一次用：写上教育局的名称，选一份学校名单。名单是Excel或CSV，第一行是表头，有“学校名称”一列就行，还可以有简称、隶属、县区、性质、联系人、联系电话。" }
        form.start method="post" enctype="multipart/form-data" action="/begin" {
            p {
                label for="name" { "教育局名称" }
                input id="name" name="name" required placeholder="某市教育局" autocomplete="organization";
            }
            p {
                label for="list" { "学校名单" }
                input id="list" type="file" name="list" required accept=".xlsx,.xls,.ods,.csv";
            }
            p { "建在" (root.display()) "；那里已经有别的文件的，在里面另建一个以局名为名的文件夹。" }
            button type="submit" { "建立" }
        }
    };
    layout::plain("建立本局的文件夹", &content)
}
