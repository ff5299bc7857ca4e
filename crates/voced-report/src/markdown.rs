//! Markdown with marks into blocks.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::context::{ComposeContext, Misuse};
use crate::error::NarrativeFault;
use crate::free_table::{self, Caption};
use crate::marks::{hinged, push_text};
use crate::model::{Block, Heading, HeadingKind, Inline, Item, Paragraph, ParagraphKind, Picture};
use crate::picture::{self, MOST_IN_ROW, Named};
use crate::{chart, names, table};

/// The blocks of a text; headings have no numbers yet.
pub(crate) fn blocks(
    file: &str,
    source: &str,
    markdown: &str,
    cx: &ComposeContext,
) -> Result<Vec<Block>, NarrativeFault> {
    let mut reader = Reader {
        file,
        source,
        cx,
        blocks: Vec::new(),
        lines: Vec::new(),
        items: Vec::new(),
        kind: ParagraphKind::Body,
        list: Vec::new(),
        fence: None,
        caption: None,
        rows: Vec::new(),
        pictures: Vec::new(),
        named: None,
    };
    let markdown = hinged(markdown);
    for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
        reader.take(event)?;
    }
    reader.without_caption()?;
    Ok(reader.blocks)
}

struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    cx: &'a ComposeContext,
    blocks: Vec<Block>,
    /// Lines being read: the innermost last, as strong text stands within a paragraph.
    lines: Vec<Vec<Inline>>,
    items: Vec<Item>,
    kind: ParagraphKind,
    /// Number of the next item of each open list; none for a list of bullets.
    list: Vec<Option<u64>>,
    /// Language and text of a fenced block.
    fence: Option<(String, String)>,
    /// What the paragraph above says of a table.
    caption: Option<Caption>,
    /// The cells of a table, its head first.
    rows: Vec<Vec<Vec<Inline>>>,
    /// The pictures of a paragraph.
    pictures: Vec<Picture>,
    /// Path and title of the picture whose caption is being read.
    named: Option<(String, String)>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>) -> Result<(), NarrativeFault> {
        match event {
            Event::Start(tag) => self.open(tag)?,
            Event::End(tag) => self.close(tag)?,
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            // A line break in the source is none in Chinese text, but parts what is said of a table.
            Event::SoftBreak | Event::HardBreak => self.push(Inline::text("\n")),
            _ => return Err(self.refused("这种标记")),
        }
        Ok(())
    }

    fn open(&mut self, tag: Tag<'_>) -> Result<(), NarrativeFault> {
        let is_of_table = matches!(
            tag,
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell
        );
        if !is_of_table && self.rows.is_empty() {
            self.without_caption()?;
        }
        match tag {
            Tag::Table(_) if self.caption.is_none() || !self.list.is_empty() => {
                return Err(self.without_title());
            }
            Tag::Table(_) => {}
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::TableCell => self.lines.push(Vec::new()),
            Tag::Paragraph | Tag::Heading { .. } | Tag::Strong | Tag::Emphasis => {
                self.lines.push(Vec::new());
            }
            Tag::Item => self.lines.push(Vec::new()),
            Tag::BlockQuote(_) => self.kind = ParagraphKind::Note,
            Tag::List(start) => self.list.push(start),
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                self.fence = Some((language.trim().to_owned(), String::new()));
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                return Err(self.refused("缩进四格的段落"));
            }
            Tag::HtmlBlock => self.lines.push(Vec::new()),
            Tag::Image {
                dest_url, title, ..
            } => {
                self.named = Some((dest_url.into_string(), title.into_string()));
                self.lines.push(Vec::new());
            }
            Tag::Link { .. } => return Err(self.refused("网址链接")),
            _ => return Err(self.refused("这种标记")),
        }
        Ok(())
    }

    fn close(&mut self, tag: TagEnd) -> Result<(), NarrativeFault> {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_of_paragraph()?,
            TagEnd::TableCell => {
                let cell = joined(self.lines.pop().unwrap_or_default());
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.end_of_table()?,
            TagEnd::Heading(level) => self.end_of_heading(level)?,
            TagEnd::Strong | TagEnd::Emphasis => {
                let of = self.lines.pop().unwrap_or_default();
                self.push(Inline::Strong { of });
            }
            TagEnd::Image => self.end_of_image()?,
            TagEnd::Item => self.end_of_item(),
            TagEnd::List(_) => {
                self.list.pop();
                if self.list.is_empty() {
                    let items = std::mem::take(&mut self.items);
                    self.blocks.push(Block::List { items });
                }
            }
            TagEnd::BlockQuote(_) => self.kind = ParagraphKind::Body,
            TagEnd::CodeBlock => self.end_of_fence()?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some((_, inside)) = &mut self.fence {
            inside.push_str(text);
            return;
        }
        let pieces = self.cx.recorder.uses().pieces.restore(text);
        for piece in pieces {
            self.push(piece);
        }
    }

    fn push(&mut self, piece: Inline) {
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        match piece {
            Inline::Text { text } => push_text(line, &text),
            piece => line.push(piece),
        }
    }

    fn end_of_paragraph(&mut self) -> Result<(), NarrativeFault> {
        let text = self.lines.pop().unwrap_or_default();
        if let [Inline::Text { text }] = &*text {
            if text.starts_with('|') {
                return Err(self.half_a_table(text));
            }
            if let Some(caption) = Caption::of(text).filter(|_| self.list.is_empty()) {
                self.caption = Some(caption);
                return Ok(());
            }
        }
        let text = joined(text);
        if !self.pictures.is_empty() {
            return self.end_of_pictures(&text);
        }
        if !self.list.is_empty() {
            // A paragraph within an item belongs to the item's line.
            for piece in text {
                self.push(piece);
            }
        } else if !text.is_empty() {
            let kind = self.kind;
            self.blocks.push(Block::Paragraph(Paragraph { kind, text }));
        }
        Ok(())
    }

    fn end_of_image(&mut self) -> Result<(), NarrativeFault> {
        let caption = joined(self.lines.pop().unwrap_or_default());
        let (path, alt) = self.named.take().unwrap_or_default();
        let line = self.line_with(&path);
        let wrong =
            |wrong: Misuse| NarrativeFault::new(self.file, line, wrong.message, wrong.remedy);
        let caption = match &*caption {
            [] => String::new(),
            [Inline::Text { text }] => text.clone(),
            _ => {
                let said = Misuse::new(
                    "图片的说明里不能有指标或格式",
                    "说明请只写文字，指标写在正文里",
                );
                return Err(wrong(said));
            }
        };
        let named = Named { path, caption, alt };
        let picture = picture::picture(named, self.cx).map_err(wrong)?;
        self.pictures.push(picture);
        Ok(())
    }

    /// A paragraph of pictures, side by side.
    fn end_of_pictures(&mut self, text: &[Inline]) -> Result<(), NarrativeFault> {
        let pictures = std::mem::take(&mut self.pictures);
        let line = pictures
            .first()
            .and_then(|picture| self.line_with(&picture.caption));
        let is_alone = self.list.is_empty() && text.iter().all(is_blank);
        if !is_alone || pictures.len() > MOST_IN_ROW {
            return Err(NarrativeFault::new(
                self.file,
                line,
                "图片和文字在一段里，或并排的图片太多",
                format!("图片请单独成段，上下各空一行；并排的最多{MOST_IN_ROW}张"),
            ));
        }
        self.blocks.push(Block::Pictures { pictures });
        Ok(())
    }

    fn end_of_table(&mut self) -> Result<(), NarrativeFault> {
        let mut rows = std::mem::take(&mut self.rows);
        let Some(caption) = self.caption.take() else {
            return Err(self.without_title());
        };
        let line = self.line_with(caption.text());
        let head = rows.remove(0);
        let table = free_table::table(caption, &head, &rows)
            .map_err(|wrong| NarrativeFault::new(self.file, line, wrong.message, wrong.remedy))?;
        self.blocks.push(Block::Table(table));
        Ok(())
    }

    /// What a table stands without.
    fn without_title(&self) -> NarrativeFault {
        let line = self
            .source
            .lines()
            .position(|line| line.trim_start().starts_with('|'));
        NarrativeFault::new(
            self.file,
            line.map(|line| line + 1),
            "表没有表题，或在列表里",
            "请在表的上面另起一段，写“表：题目”；格里直接写数的，下一行写“数：来处”",
        )
    }

    /// A caption with no table below it.
    fn without_caption(&mut self) -> Result<(), NarrativeFault> {
        let Some(caption) = self.caption.take() else {
            return Ok(());
        };
        Err(NarrativeFault::new(
            self.file,
            self.line_with(caption.text()),
            format!("“表：{}”下面没有表", caption.text()),
            "请写| 列名 | 列名 |，下一行写| --- | --- |，再一行一行写内容",
        ))
    }

    fn half_a_table(&self, text: &str) -> NarrativeFault {
        let first = text.lines().next().unwrap_or_default();
        NarrativeFault::new(
            self.file,
            self.line_with(first),
            format!("“{first}”像表，却不是表"),
            "表头的下一行请写| --- | --- |，列数与表头相同，表的上面空一行",
        )
    }

    /// The line of the source that has a text.
    fn line_with(&self, text: &str) -> Option<usize> {
        let line = self.source.lines().position(|line| line.contains(text));
        line.map(|line| line + 1)
    }

    fn end_of_item(&mut self) {
        let text = joined(self.lines.pop().unwrap_or_default());
        let marker = match self.list.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("（{}）", *number - 1)
            }
            _ => "·".into(),
        };
        self.items.push(Item { marker, text });
    }

    fn end_of_heading(&mut self, level: HeadingLevel) -> Result<(), NarrativeFault> {
        let text = joined(self.lines.pop().unwrap_or_default());
        let words = text.iter().map(|piece| match piece {
            Inline::Text { text } => Some(text.as_str()),
            _ => None,
        });
        let Some(text) = words.collect::<Option<String>>() else {
            return Err(self.refused("标题里的数字或格式"));
        };
        let kind = match level {
            HeadingLevel::H2 => HeadingKind::Part,
            HeadingLevel::H3 => HeadingKind::Item,
            _ => return Err(self.refused("一级或四级以下的标题")),
        };
        self.blocks.push(Block::Heading(Heading {
            kind,
            number: String::new(),
            text,
            anchor: String::new(),
        }));
        Ok(())
    }

    fn end_of_fence(&mut self) -> Result<(), NarrativeFault> {
        let Some((language, text)) = self.fence.take() else {
            return Ok(());
        };
        let line = self.line_of(&text);
        let wrong =
            |misuse: Misuse| NarrativeFault::new(self.file, line, misuse.message, misuse.remedy);
        let text = self.cx.recorder.uses().pieces.restore_text(&text);
        let text = text.ok_or_else(|| self.refused("表和图的说明里的指标"))?;
        let block = match language.as_str() {
            "table" => Block::Table(table::table(&text, self.cx).map_err(wrong)?),
            "chart" => Block::Chart(chart::chart(&text, self.cx).map_err(wrong)?),
            "names" => {
                self.blocks.extend(names::names(&text).map_err(wrong)?);
                return Ok(());
            }
            other => return Err(self.refused(&format!("```{other}"))),
        };
        self.blocks.push(block);
        Ok(())
    }

    /// The line of the source on which a fenced block names itself, or begins.
    fn line_of(&self, fenced: &str) -> Option<usize> {
        let mut lines = fenced.lines();
        let is_id = |line: &&str| line.trim_start().starts_with("id");
        let named = lines.clone().find(is_id).or_else(|| lines.next())?;
        let line = self.source.lines().position(|line| line == named)?;
        Some(line + 1)
    }

    fn refused(&self, what: &str) -> NarrativeFault {
        NarrativeFault::new(
            self.file,
            None,
            format!("正文里不能有{what}"),
            "可用的有段落、##和###标题、**加粗**、列表、>说明、![说明](图片)、“表：题目”下的表、```table、```chart和```names",
        )
    }
}

/// What stands between two pictures.
fn is_blank(piece: &Inline) -> bool {
    matches!(piece, Inline::Text { text } if text.trim().is_empty())
}

/// A line without the breaks that its source has.
fn joined(line: Vec<Inline>) -> Vec<Inline> {
    let piece = |piece: Inline| match piece {
        Inline::Text { text } => Inline::text(text.replace('\n', "")),
        Inline::Strong { of } => Inline::Strong { of: joined(of) },
        piece => piece,
    };
    let pieces = line.into_iter().map(piece);
    pieces.filter(|piece| *piece != Inline::text("")).collect()
}
