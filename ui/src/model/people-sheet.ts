// The board as text: what is copied from it, and what is saved for a spreadsheet.

import type { Row } from "../generated";
import type { Format } from "./format";
import type { Column } from "./order";
import type { Say } from "./problems";
import { writeSheet, writeTabbed } from "./sheet";

export interface Writing {
  columns: readonly Column[];
  say: Say;
  format: Format;
  /** Names a Teams activity in the reader's language. */
  activityWord: (activity: string) => string;
}

/** The rows alone, as they go into a message or a ticket. */
export function tabbedPeople(rows: readonly Row[], writing: Writing): string {
  return writeTabbed(rows.map((row) => writing.columns.map((column) => cellText(row, column, writing))));
}

/** With the names of the columns above. */
export function peopleSheet(rows: readonly Row[], writing: Writing): string {
  const head = writing.columns.map((column) => writing.say(`column-${column}`));
  return writeSheet([head, ...rows.map((row) => writing.columns.map((column) => cellText(row, column, writing)))]);
}

/** Empty where nothing is known; times with their date, because a file is read on another day. */
function cellText(row: Row, column: Column, { say, format, activityWord }: Writing): string {
  switch (column) {
    case "extension":
      return row.extension;
    case "name":
      return row.name;
    case "email":
      return row.email;
    case "user":
      return row.user === null ? "" : `${row.user.name} <${row.user.userPrincipalName}>`;
    case "line":
      return say(`line-${row.line}`);
    case "teams":
      return row.teams === null ? "" : activityWord(row.teams.activity);
    case "published":
      return row.published === null ? "" : say("person-published", { activity: activityWord(row.published.activity), time: format.full(row.published.expires) });
    case "since":
      return row.lineSince === 0 ? "" : format.full(row.lineSince);
    case "state":
      return say(`state-${row.state}`);
    case "round":
      return row.round === null ? "" : format.number(row.round);
  }
}
