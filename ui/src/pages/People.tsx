// The live board: who is on the phone, what Teams shows, and what was published.

import { Button, Dropdown, makeStyles, Option, SearchBox, tokens } from "@fluentui/react-components";
import { useDeferredValue, useMemo, useState } from "react";
import { Empty } from "../components/Empty";
import { People20Regular } from "../components/icons";
import { Page } from "../components/Page";
import { useBoard, useFormat, useSay, useView } from "../components/window";
import { arranger, PERSON_STATES, type Filter, type Sort } from "../model/order";
import { goTo } from "../model/place";
import { RefreshButton } from "./matching/RefreshButton";
import { MatchingMenu } from "./people/MatchingMenu";
import { PeopleGrid } from "./people/PeopleGrid";
import { PersonPanel } from "./people/PersonPanel";

const useStyles = makeStyles({
  actions: { display: "flex", flexWrap: "wrap", justifyContent: "flex-end", gap: tokens.spacingHorizontalM },
  tools: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, alignItems: "center" },
  search: { flex: "1 1 220px", maxWidth: "380px" },
  count: { marginLeft: "auto", color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums" },
});

const FILTERS: readonly Filter[] = ["all", "on-the-phone", "differs", "not-matched", ...PERSON_STATES];

function filterWord(filter: Filter): string {
  switch (filter) {
    case "all":
      return "filter-all";
    case "on-the-phone":
      return "filter-on-the-phone";
    case "differs":
      return "filter-differs";
    case "not-matched":
      return "filter-not-matched";
    case "in-sync":
    case "pending":
    case "overridden":
    case "duplicate":
    case "not-found":
    case "no-email":
    case "several-users":
    case "disabled":
    case "guest":
    case "excluded":
    case "not-covered":
    case "unknown":
      return `state-${filter}`;
  }
}

/** `detail` is the extension whose panel is open. */
export function People({ detail }: { detail: string }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const view = useView();
  const board = useBoard();
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState<Filter>("all");
  const [sort, setSort] = useState<Sort>({ column: "extension", direction: "ascending" });
  // Typing stays fluent while ten thousand rows are arranged behind it.
  const sought = useDeferredValue(search);
  const [arrange] = useState(arranger);
  const rows = useMemo(() => arrange(board, { search: sought, filter, sort }), [arrange, board, sought, filter, sort]);
  const opened = board.get(detail);

  return (
    <Page
      title={say("nav-people")}
      width="wide"
      actions={
        <div className={styles.actions}>
          <RefreshButton />
          <MatchingMenu />
        </div>
      }
    >
      <div className={styles.tools} role="search">
        <SearchBox
          className={styles.search}
          placeholder={say("search-placeholder")}
          aria-label={say("search-placeholder")}
          value={search}
          onChange={(_, { value }) => setSearch(value)}
          data-testid="people-search"
        />
        <Dropdown
          aria-label={say("filter-label")}
          value={say(filterWord(filter))}
          selectedOptions={[filter]}
          onOptionSelect={(_, { optionValue }) => setFilter(FILTERS.find((each) => each === optionValue) ?? "all")}
          data-testid="people-filter"
        >
          {FILTERS.map((each) => (
            <Option key={each} value={each}>
              {say(filterWord(each))}
            </Option>
          ))}
        </Dropdown>
        <span className={styles.count} role="status" data-testid="people-count">
          {say("people-count", { shown: rows.length, all: board.size })}
        </span>
      </div>
      {rows.length > 0 ? (
        <PeopleGrid rows={rows} sort={sort} onSort={setSort} opened={detail} onOpen={(extension) => goTo("people", extension)} />
      ) : board.size === 0 ? (
        <Empty
          icon={<People20Regular fontSize={40} />}
          title={say("people-none-title")}
          text={say(view.state === "setting-up" ? "people-none-setup" : "people-none-text")}
          action={
            <Button appearance="primary" onClick={() => goTo("setup")}>
              {say("nav-setup")}
            </Button>
          }
        />
      ) : (
        <Empty
          icon={<People20Regular fontSize={40} />}
          title={say("people-unfound-title")}
          text={say("people-unfound-text", { count: format.number(board.size) })}
          action={
            <Button
              onClick={() => {
                setSearch("");
                setFilter("all");
              }}
            >
              {say("people-show-all")}
            </Button>
          }
        />
      )}
      {opened && <PersonPanel row={opened} onClose={() => goTo("people")} />}
    </Page>
  );
}
