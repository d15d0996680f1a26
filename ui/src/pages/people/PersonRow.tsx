// One row of the board.

import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { memo, type ReactNode } from "react";
import { CallForward16Regular } from "../../components/icons";
import { Since } from "../../components/Since";
import { activityWord, LineText, PersonStateText, TeamsText } from "../../components/states";
import { HIGH_CONTRAST } from "../../components/theme";
import { Unseen } from "../../components/Unseen";
import { useFormat, useSay } from "../../components/window";
import type { Row } from "../../generated";
import type { Column } from "../../model/order";
import { ROW_HEIGHT, useLineStyles } from "./line";

const useStyles = makeStyles({
  row: {
    position: "absolute",
    left: 0,
    right: 0,
    height: `${ROW_HEIGHT}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: "pointer",
    userSelect: "none",
    fontSize: tokens.fontSizeBase300,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    [HIGH_CONTRAST]: { ":hover": { backgroundColor: tokens.colorNeutralBackground1, boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke1}` } },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    [HIGH_CONTRAST]: { backgroundColor: tokens.colorNeutralBackground1, boxShadow: `inset 0 0 0 1px ${tokens.colorCompoundBrandBackground}` },
    // A bar besides the colour, which forced colours would take away.
    "::before": {
      content: '""',
      position: "absolute",
      left: 0,
      top: 0,
      bottom: 0,
      width: "4px",
      backgroundColor: tokens.colorCompoundBrandBackground,
      "@media (forced-colors: active)": { backgroundColor: "Highlight" },
    },
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Selected },
  },
  text: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  quiet: { color: tokens.colorNeutralForeground3 },
  number: { fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" },
  diverted: { display: "inline-flex", flexShrink: 0, marginLeft: tokens.spacingHorizontalXS, color: tokens.colorBrandForeground1 },
});

export interface PersonRowProps {
  row: Row;
  index: number;
  /** From the top of all rows, in pixels. */
  start: number;
  columns: readonly Column[];
  /** How wide they are. */
  template: string;
  /** The column of the cell that the keyboard is on, when it is on this row. */
  spot: Column | null;
  look: "selected" | "plain";
  phone: "diverted" | "plain";
}

/** Drawn again only when its row, its place, its look or the columns changed. What happens on it is handled by the grid. */
export const PersonRow = memo(function PersonRow({ row, index, start, columns, template, spot, look, phone }: PersonRowProps) {
  const styles = useStyles();
  const line = useLineStyles();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={look === "selected"}
      className={mergeClasses(line.line, styles.row, look === "selected" && styles.selected)}
      style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}
      data-extension={row.extension}
      data-testid={`row-${row.extension}`}
      data-line={row.line}
      data-teams={row.teams ? `${row.teams.availability}/${row.teams.activity}` : ""}
      data-state={row.state}
    >
      <Cells row={row} columns={columns} spot={spot} phone={phone} />
    </div>
  );
});

/** Not drawn again when the row moves, is selected, or its columns become wider. */
const Cells = memo(function Cells({ row, columns, spot, phone }: Pick<PersonRowProps, "row" | "columns" | "spot" | "phone">) {
  const line = useLineStyles();
  return columns.map((column, at) => (
    <div
      key={column}
      // The name is what a row is called while one goes from cell to cell.
      role={column === "name" ? "rowheader" : "gridcell"}
      aria-colindex={at + 1}
      tabIndex={spot === column ? 0 : -1}
      data-column={column}
      className={mergeClasses(line.cell, line.stop)}
    >
      <Cell row={row} column={column} phone={phone} />
    </div>
  ));
});

interface CellProps {
  row: Row;
  column: Column;
  phone: PersonRowProps["phone"];
}

function Cell({ row, column, phone }: CellProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  switch (column) {
    case "extension":
      return <span className={styles.number}>{row.extension}</span>;
    case "name":
      return (
        <span className={styles.text} title={row.name}>
          {row.name}
        </span>
      );
    case "email":
      return row.email === "" ? <Nothing /> : <Text title={row.email}>{row.email}</Text>;
    case "user":
      return row.user === null ? <Nothing /> : <Text title={row.user.userPrincipalName}>{row.user.name}</Text>;
    case "line":
      return (
        <>
          <LineText line={row.line} />
          {phone === "diverted" && (
            <span className={styles.diverted} title={say("phone-diverted")}>
              <CallForward16Regular aria-hidden />
              <Unseen>{say("phone-diverted")}</Unseen>
            </span>
          )}
        </>
      );
    case "teams":
      return <TeamsText teams={row.teams} />;
    case "published":
      return row.published === null ? (
        <Nothing />
      ) : (
        <Text title={activityWord(row.published.activity, say)}>{say("published-until", { time: format.moment(row.published.expires) })}</Text>
      );
    case "since":
      return row.lineSince === 0 ? (
        <Nothing />
      ) : (
        <span className={styles.number} title={format.full(row.lineSince)}>
          <Since at={row.lineSince} />
        </span>
      );
    case "state":
      return <PersonStateText state={row.state} />;
    case "round":
      return row.round === null ? <Nothing /> : <span className={styles.number}>{format.number(row.round)}</span>;
  }
}

function Text({ title, children }: { title: string; children: string }) {
  return (
    <span className={useStyles().text} title={title}>
      {children}
    </span>
  );
}

/** A dash for the eye and a word for the ear. */
function Nothing() {
  const say = useSay();
  return (
    <span className={useStyles().quiet}>
      <span aria-hidden>{say("none")}</span>
      <Unseen>{say("none-said")}</Unseen>
    </span>
  );
}
