// What stands above the board: search, filters, how many fit, the columns and the export.

import { Button, Dropdown, makeStyles, Option, OptionGroup, SearchBox, tokens } from "@fluentui/react-components";
import { ArrowExport20Regular } from "../../components/icons";
import { useFormat, useSay, usePart } from "../../components/window";
import type { Round } from "../../generated";
import type { ColumnChoice } from "../../model/columns";
import { FILTERS_OF_NOW, isOfNow, PERSON_STATES, type Filter, type Question } from "../../model/order";
import { ColumnChooser } from "./ColumnChooser";

const useStyles = makeStyles({
  tools: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, alignItems: "center" },
  search: { flex: "1 1 180px", maxWidth: "380px" },
  filter: { flex: "0 1 240px", minWidth: "180px", "& button": { whiteSpace: "nowrap", overflow: "hidden" } },
  round: { minWidth: "140px" },
  count: { marginLeft: "auto", color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums" },
  ways: { display: "flex", gap: tokens.spacingHorizontalS },
});

const FILTERS: readonly Filter[] = ["all", ...FILTERS_OF_NOW, ...PERSON_STATES];

function filterWord(filter: Filter): string {
  return filter === "all" || isOfNow(filter) ? `filter-${filter}` : `state-${filter}`;
}

export type Sought = Pick<Question, "search" | "filter" | "round">;

export const EVERYBODY: Sought = { search: "", filter: "all", round: null };

interface ToolsProps {
  sought: Sought;
  onSeek: (sought: Sought) => void;
  shown: number;
  all: number;
  selected: number;
  choice: ColumnChoice;
  onChoice: (choice: ColumnChoice) => void;
  onExport: () => void;
}

export function Tools({ sought, onSeek, shown, all, selected, choice, onChoice, onExport }: ToolsProps) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const rounds = usePart((view) => view.setup.rounds).map(({ round }) => round);
  const options = (filters: readonly Filter[]) =>
    filters.map((each) => (
      <Option key={each} value={each}>
        {say(filterWord(each))}
      </Option>
    ));
  const roundWord = (round: Round | null) => (round === null ? say("filter-round-any") : say("filter-round", { round: format.number(round) }));
  return (
    <div className={styles.tools} role="search" aria-label={say("search-label")}>
      <SearchBox
        className={styles.search}
        placeholder={say("search-placeholder")}
        aria-label={say("search-placeholder")}
        value={sought.search}
        onChange={(_, { value }) => onSeek({ ...sought, search: value })}
        data-testid="people-search"
      />
      <Dropdown
        className={styles.filter}
        aria-label={say("filter-label")}
        value={say(filterWord(sought.filter))}
        selectedOptions={[sought.filter]}
        onOptionSelect={(_, { optionValue }) => onSeek({ ...sought, filter: FILTERS.find((each) => each === optionValue) ?? "all" })}
        data-testid="people-filter"
      >
        {options(["all"])}
        <OptionGroup label={say("filter-group-now")}>{options(FILTERS_OF_NOW)}</OptionGroup>
        <OptionGroup label={say("column-state")}>{options(PERSON_STATES)}</OptionGroup>
      </Dropdown>
      {rounds.length > 1 && (
        <Dropdown
          className={styles.round}
          aria-label={say("person-round")}
          value={roundWord(sought.round)}
          selectedOptions={[String(sought.round ?? "")]}
          onOptionSelect={(_, { optionValue }) => onSeek({ ...sought, round: rounds.find((round) => String(round) === optionValue) ?? null })}
          data-testid="people-round"
        >
          {[null, ...rounds].map((round) => (
            <Option key={round ?? 0} value={String(round ?? "")}>
              {roundWord(round)}
            </Option>
          ))}
        </Dropdown>
      )}
      <span className={styles.count} data-testid="people-count">
        {selected > 0
          ? say("people-count-selected", { shown, all, selected })
          : say("people-count", { shown, all })}
      </span>
      <span className={styles.ways}>
        <ColumnChooser choice={choice} onChoice={onChoice} />
        <Button icon={<ArrowExport20Regular />} title={say("people-export-what")} disabledFocusable={shown === 0} onClick={onExport} data-testid="people-export">
          {say("people-export")}
        </Button>
      </span>
    </div>
  );
}
