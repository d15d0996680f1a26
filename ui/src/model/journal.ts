// The part of the journal that the window has read: the latest entry first, in one piece, with what came since beside it.

import type { ActivityEntry, ActivityPage } from "../generated";

export const PAGE_SIZE = 200;

export interface Journal {
  /** Without gaps, from the newest shown to the oldest read. */
  entries: readonly ActivityEntry[];
  /** How many fit the filter in all, those among `news` not counted. */
  total: number;
  /** Nothing older fits. */
  complete: boolean;
  /** Newer entries that are not shown yet. */
  news: readonly ActivityEntry[];
  /** There are more newer entries than were read, so that they do not join what is shown. */
  torn: boolean;
}

export function openJournal({ entries, total }: ActivityPage): Journal {
  return { entries, total, complete: entries.length >= total || entries.length === 0, news: [], torn: false };
}

/** The entry before which the next page begins. */
export function oldest({ entries }: Journal): number | null {
  return entries.at(-1)?.id ?? null;
}

/** An answer that comes late, or twice, changes nothing. */
export function append(journal: Journal, page: ActivityPage, before: number | null): Journal {
  if (oldest(journal) !== before) return journal;
  const entries = [...journal.entries, ...page.entries];
  return { ...journal, entries, complete: page.entries.length === 0 || entries.length >= journal.total };
}

/** Compares with the newest page. `null` where entries that were shown are gone, so that all must be read afresh. */
export function compare(journal: Journal, page: ActivityPage): Journal | null {
  const newest = journal.entries[0]?.id ?? Number.NEGATIVE_INFINITY;
  const news = page.entries.filter(({ id }) => id > newest);
  if (journal.entries.length === 0) return page.entries.length === 0 ? journal : openJournal(page);
  const joins = page.entries.some(({ id }) => id === newest);
  if (!joins && news.length < PAGE_SIZE) return null;
  if (news.length === journal.news.length && news[0]?.id === journal.news[0]?.id) return journal;
  return { ...journal, news, torn: !joins };
}

/** Shows the newer entries; `null` where they do not join what is shown, so that all must be read afresh. */
export function showNews(journal: Journal): Journal | null {
  if (journal.torn) return null;
  return { ...journal, entries: [...journal.news, ...journal.entries], total: journal.total + journal.news.length, news: [] };
}
