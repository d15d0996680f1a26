// Which columns the board shows, and in which order.

import { Button, Caption1, Checkbox, makeStyles, Popover, PopoverSurface, PopoverTrigger, Subtitle2, tokens, Tooltip } from "@fluentui/react-components";
import { useId } from "react";
import { ArrowDown16Regular, ArrowUp16Regular, TableSettings20Regular } from "../../components/icons";
import { useSay } from "../../components/window";
import { AS_USUAL, moveColumn, toggleColumn, USUAL, type ColumnChoice } from "../../model/columns";
import { COLUMNS, type Column } from "../../model/order";

const useStyles = makeStyles({
  surface: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, width: "300px" },
  list: { listStyle: "none", margin: 0, padding: 0 },
  item: { display: "flex", alignItems: "center" },
  name: { marginRight: "auto" },
  hint: { color: tokens.colorNeutralForeground3 },
});

export interface ColumnChooserProps {
  choice: ColumnChoice;
  onChoice: (choice: ColumnChoice) => void;
}

export function ColumnChooser({ choice, onChoice }: ColumnChooserProps) {
  const styles = useStyles();
  const say = useSay();
  const heading = useId();
  const shown = choice.shown ?? USUAL;
  const hidden = COLUMNS.filter((column) => !shown.includes(column));
  return (
    <Popover trapFocus withArrow positioning="below-end">
      <PopoverTrigger disableButtonEnhancement>
        <Tooltip content={say("columns")} relationship="label">
          <Button appearance="subtle" icon={<TableSettings20Regular />} data-testid="columns" />
        </Tooltip>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-labelledby={heading} data-testid="columns-chooser">
        <Subtitle2 as="h2" id={heading} style={{ margin: 0 }}>
          {say("columns")}
        </Subtitle2>
        <ul className={styles.list}>
          {[...shown, ...hidden].map((column) => (
            <li key={column} className={styles.item}>
              <Checkbox
                className={styles.name}
                label={say(`column-${column}`)}
                checked={shown.includes(column)}
                onChange={() => onChoice(toggleColumn(choice, column, shown))}
                data-testid={`column-${column}`}
              />
              {shown.includes(column) && (
                <>
                  <Move column={column} by={-1} shown={shown} onMove={() => onChoice(moveColumn(choice, column, -1, shown))} />
                  <Move column={column} by={1} shown={shown} onMove={() => onChoice(moveColumn(choice, column, 1, shown))} />
                </>
              )}
            </li>
          ))}
        </ul>
        <Caption1 className={styles.hint}>{say("columns-hint")}</Caption1>
        <Button onClick={() => onChoice(AS_USUAL)} disabled={choice === AS_USUAL} disabledFocusable={choice === AS_USUAL} data-testid="columns-as-usual">
          {say("columns-as-usual")}
        </Button>
      </PopoverSurface>
    </Popover>
  );
}

interface MoveProps {
  column: Column;
  by: -1 | 1;
  shown: readonly Column[];
  onMove: () => void;
}

/** Stays reachable at the ends of the list, so that the focus is not lost on the way there. */
function Move({ column, by, shown, onMove }: MoveProps) {
  const say = useSay();
  const name = say(`column-${column}`);
  const isAtEnd = shown.indexOf(column) === (by < 0 ? 0 : shown.length - 1);
  return (
    <Button
      appearance="subtle"
      size="small"
      icon={by < 0 ? <ArrowUp16Regular /> : <ArrowDown16Regular />}
      aria-label={say(by < 0 ? "columns-earlier" : "columns-later", { name })}
      disabledFocusable={isAtEnd}
      onClick={onMove}
      data-testid={`column-${column}-${by < 0 ? "earlier" : "later"}`}
    />
  );
}
