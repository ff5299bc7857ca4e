//! How the schools of a year came out of those of the year before.

use std::collections::HashMap;
use std::sync::Arc;

use crate::code::EntityCode;

use super::{Bureau, Entity, Region, School};

/// The bureau of the year before, and which of its schools each school and region is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Before {
    bureau: Arc<Bureau>,
    origins: HashMap<EntityCode, Vec<usize>>,
    /// Schools that are, or were, only a part of what they were or are.
    split: HashMap<EntityCode, EntityCode>,
    /// For each region the schools whose figures it would have had, had it been then what it is now.
    in_region: HashMap<EntityCode, Vec<usize>>,
}

/// What a school of the year is compared with in the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// With itself, which may have had another name.
    Itself,
    /// With the sum of these schools, of which it may be one.
    Merged(Vec<&'a School>),
    /// With nothing: it is a part of this school, or this school has lost a part.
    Split(&'a School),
    /// With nothing: it is new.
    Founded,
}

/// What became of schools and regions since the year before; for the words of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RosterChange<'a> {
    /// A school has another name.
    Renamed {
        /// As it was.
        was: &'a School,
        /// As it is.
        is: &'a School,
    },
    /// Schools became part of another.
    Merged {
        /// Those that are no more.
        gone: Vec<&'a School>,
        /// That which has them now.
        into: &'a School,
    },
    /// A school became several.
    Split {
        /// As it was.
        whole: &'a School,
        /// What it is now; itself may be among them.
        parts: Vec<&'a School>,
    },
    /// A school is new.
    Founded(&'a School),
    /// A school is no more, and no other is called its successor.
    Closed(&'a School),
    /// A school's figures are added to another region.
    Moved {
        /// The school.
        school: &'a School,
        /// The region as it was.
        from: &'a Region,
        /// The region as it is.
        to: &'a Region,
    },
    /// A region has another name.
    RegionRenamed {
        /// As it was.
        was: &'a Region,
        /// As it is.
        is: &'a Region,
    },
    /// A region is new.
    RegionFounded(&'a Region),
    /// A region is no more.
    RegionClosed(&'a Region),
}

impl Before {
    pub(super) fn of(bureau: Arc<Bureau>, this: &Bureau) -> Self {
        let mut before = Self {
            bureau,
            origins: HashMap::new(),
            split: HashMap::new(),
            in_region: HashMap::new(),
        };
        before.find_splits(this);
        before.find_origins(this);
        before.place(this);
        before
    }

    /// A part is new, and what it was part of was there; the rest of that one is only a part as well.
    fn find_splits(&mut self, this: &Bureau) {
        for school in this.schools() {
            let whole = school.split_from.as_ref();
            let is_new = self.bureau.school(&school.code).is_none();
            let Some(whole) = whole.filter(|whole| is_new && self.bureau.school(whole).is_some())
            else {
                continue;
            };
            self.split.insert(school.code.clone(), whole.clone());
            if this.school(whole).is_some() {
                self.split.insert(whole.clone(), whole.clone());
            }
        }
    }

    /// Gives each school what it was made of: itself, and what was merged into it.
    fn find_origins(&mut self, this: &Bureau) {
        for school in this.schools() {
            self.origins.insert(school.code.clone(), Vec::new());
        }
        for (idx, then) in self.bureau.schools().iter().enumerate() {
            let is_there = this.school(&then.code).is_some();
            let became = if is_there {
                Some(&then.code)
            } else {
                then.merged_into.as_ref()
            };
            let became = became.filter(|became| !self.split.contains_key(*became));
            let origins = became.and_then(|became| self.origins.get_mut(became));
            if let Some(origins) = origins {
                origins.push(idx);
            }
        }
    }

    /// Puts the schools of the year before where they would be now.
    fn place(&mut self, this: &Bureau) {
        for (idx, then) in self.bureau.schools().iter().enumerate() {
            let home = self.home(then, this);
            for region in this.lineage(&home) {
                let schools = self.in_region.entry(region.code.clone());
                schools.or_default().push(idx);
            }
        }
    }

    /// The region that a school of the year before would be in now: that of what became of it, or
    /// the smallest that was around it and is still there.
    fn home(&self, then: &School, this: &Bureau) -> EntityCode {
        let successor = this
            .school(&then.code)
            .or_else(|| this.school(then.merged_into.as_ref()?));
        let mut parts = this.schools().iter();
        let part = || parts.find(|part| self.split.get(&part.code) == Some(&then.code));
        if let Some(school) = successor.or_else(part) {
            return this.region_of(school).clone();
        }
        let around = self.bureau.lineage(self.bureau.region_of(then));
        let mut around = around.into_iter().map(|region| &region.code);
        let still = around.find(|code| this.region(code).is_some());
        still.unwrap_or(&this.own_region().code).clone()
    }

    fn schools(&self, idxs: &[usize]) -> Vec<&School> {
        let schools = self.bureau.schools();
        idxs.iter().map(|idx| &schools[*idx]).collect()
    }
}

impl Bureau {
    /// What a school of the year is compared with in the year before.
    pub fn origin(&self, school: &School) -> Origin<'_> {
        let Some(before) = &self.before else {
            return Origin::Itself;
        };
        if let Some(whole) = before.split.get(&school.code) {
            let whole = before.bureau.school(whole);
            return whole.map_or(Origin::Founded, Origin::Split);
        }
        let origins = before.origins.get(&school.code);
        match before.schools(origins.map_or(&[][..], Vec::as_slice))[..] {
            [] => Origin::Founded,
            [only] if only.code == school.code => Origin::Itself,
            ref several => Origin::Merged(several.to_vec()),
        }
    }

    /// The schools of the year before whose figures an entity's are compared with: those that a
    /// school was made of, or those that would have been in a region, had it been then what it is
    /// now. None for a school that is new or only a part; itself for one of the year before that has
    /// no successor.
    pub fn schools_before<'a>(&'a self, entity: Entity<'a>) -> Vec<&'a School> {
        let Some(before) = &self.before else {
            return self.schools_of(entity);
        };
        let idxs = match entity {
            Entity::School(school) => before.origins.get(&school.code),
            Entity::Region(region) => before.in_region.get(&region.code),
        };
        match (idxs, entity) {
            (Some(idxs), _) => before.schools(idxs),
            (None, Entity::School(school)) => {
                before.bureau.school(&school.code).into_iter().collect()
            }
            (None, Entity::Region(_)) => Vec::new(),
        }
    }

    /// What a region's figures of the year before are broken down into: as
    /// [`parts_of`](Bureau::parts_of), and schools without a successor.
    pub fn parts_before<'a>(&'a self, region: &'a Region) -> Vec<Entity<'a>> {
        let mut parts = self.parts_of(region);
        if !matches!(parts.first(), Some(Entity::Region(_))) {
            let in_region = self.schools_before(Entity::Region(region));
            let gone = self.schools_without_successor().into_iter();
            let gone = gone.filter(|school| in_region.contains(school));
            parts.extend(gone.map(Entity::School));
        }
        parts
    }

    /// Schools of the year before that no school is compared with, because they were closed or split;
    /// regions are compared with their sums all the same.
    pub fn schools_without_successor(&self) -> Vec<&School> {
        let Some(before) = &self.before else {
            return Vec::new();
        };
        let is_origin = |idx: &usize| {
            let mut origins = before.origins.values();
            origins.any(|origins| origins.contains(idx))
        };
        let then = before.bureau.schools().iter().enumerate();
        then.filter(|(idx, _)| !is_origin(idx))
            .map(|(_, then)| then)
            .collect()
    }

    /// The bureau as it was the year before; the same one where nothing is otherwise.
    pub fn last_year(&self) -> &Bureau {
        self.before.as_ref().map_or(self, |before| &before.bureau)
    }

    /// Whether schools were moved between regions so that a region is compared with other schools
    /// than it had.
    pub fn is_redrawn(&self, region: &Region) -> bool {
        let Some(before) = &self.before else {
            return false;
        };
        let then = before.bureau.region(&region.code);
        let then = then.map_or(Vec::new(), |then| {
            before.bureau.schools_of(Entity::Region(then))
        });
        self.schools_before(Entity::Region(region)) != then
    }

    /// The entity with this code, or that of the year before which is no more.
    pub fn entity_of_two_years(&self, code: &EntityCode) -> Option<Entity<'_>> {
        let before = || self.before.as_ref()?.bureau.entity(code);
        self.entity(code).or_else(before)
    }

    /// What became of schools and regions since the year before: regions first, then schools, in
    /// the bureau's order.
    pub fn changes(&self) -> Vec<RosterChange<'_>> {
        let Some(before) = &self.before else {
            return Vec::new();
        };
        let mut changes = self.changed_regions(&before.bureau);
        for school in self.schools() {
            changes.extend(self.renamed(school, before));
            changes.extend(match self.origin(school) {
                Origin::Founded => Some(RosterChange::Founded(school)),
                Origin::Merged(origins) => {
                    let gone = origins.into_iter();
                    let gone = gone.filter(|then| then.code != school.code).collect();
                    Some(RosterChange::Merged { gone, into: school })
                }
                Origin::Itself | Origin::Split(_) => None,
            });
            changes.extend(self.moved(school, before));
        }
        for then in before.bureau.schools() {
            let is_part = |part: &&School| before.split.get(&part.code) == Some(&then.code);
            let parts: Vec<&School> = self.schools().iter().filter(is_part).collect();
            let is_merged = then.merged_into.as_ref().and_then(|into| self.school(into));
            if !parts.is_empty() {
                changes.push(RosterChange::Split { whole: then, parts });
            } else if self.school(&then.code).is_none() && is_merged.is_none() {
                changes.push(RosterChange::Closed(then));
            }
        }
        changes
    }

    fn changed_regions<'a>(&'a self, before: &'a Bureau) -> Vec<RosterChange<'a>> {
        let of_now = self
            .regions()
            .iter()
            .filter_map(|is| match before.region(&is.code) {
                None => Some(RosterChange::RegionFounded(is)),
                Some(was) if was.name != is.name => Some(RosterChange::RegionRenamed { was, is }),
                Some(_) => None,
            });
        let gone = before.regions().iter();
        let gone = gone.filter(|was| self.region(&was.code).is_none());
        of_now.chain(gone.map(RosterChange::RegionClosed)).collect()
    }

    fn renamed<'a>(&'a self, is: &'a School, before: &'a Before) -> Option<RosterChange<'a>> {
        let was = before.bureau.school(&is.code)?;
        (was.name != is.name).then_some(RosterChange::Renamed { was, is })
    }

    fn moved<'a>(&'a self, school: &'a School, before: &'a Before) -> Option<RosterChange<'a>> {
        let then = before.bureau.school(&school.code)?;
        let from = before.bureau.region(before.bureau.region_of(then))?;
        let to = self.region(self.region_of(school))?;
        (from.code != to.code).then_some(RosterChange::Moved { school, from, to })
    }
}
