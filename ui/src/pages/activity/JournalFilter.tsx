// What is looked for in the journal: people by name or extension, kinds of entries, results, and a span of time.

import { Dropdown, InteractionTag, InteractionTagPrimary, InteractionTagSecondary, makeStyles, Option, SearchBox, tokens } from "@fluentui/react-components";
import { useBoard, useSay } from "../../components/window";
import { beginOf, DEED_GROUPS, OUTCOMES, SPANS, type Choice } from "../../model/activity";
import { goTo } from "../../model/place";
import type { Say } from "../../model/problems";

const useStyles = makeStyles({
  tools: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, alignItems: "center" },
  search: { flex: "1 1 148px", minWidth: "148px", maxWidth: "320px" },
  choice: { minWidth: "128px", flex: "0 1 156px", "& button": { whiteSpace: "nowrap", overflow: "hidden" } },
  count: { marginLeft: "auto", color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" },
});

export interface JournalFilterProps {
  choice: Choice;
  onChoice: (choice: Choice) => void;
  /** How many entries fit; `null` while it is not known. */
  count: number | null;
}

export function JournalFilter({ choice, onChoice, count }: JournalFilterProps) {
  const styles = useStyles();
  const say = useSay();
  return (
    <div className={styles.tools} role="search">
      {choice.person === "" ? (
        <SearchBox
          className={styles.search}
          placeholder={say("journal-search")}
          aria-label={say("journal-search")}
          value={choice.search}
          onChange={(_, { value }) => onChoice({ ...choice, search: value })}
          data-testid="journal-search"
        />
      ) : (
        <PersonTag extension={choice.person} />
      )}
      <Dropdown
        className={styles.choice}
        multiselect
        aria-label={say("journal-groups")}
        value={chosenWords(choice.groups, "journal-groups-all", (group) => say(`entry-group-${group}`), say)}
        selectedOptions={[...choice.groups]}
        onOptionSelect={(_, { selectedOptions }) => onChoice({ ...choice, groups: DEED_GROUPS.filter((group) => selectedOptions.includes(group)) })}
        data-testid="journal-groups"
      >
        {DEED_GROUPS.map((group) => (
          <Option key={group} value={group}>
            {say(`entry-group-${group}`)}
          </Option>
        ))}
      </Dropdown>
      <Dropdown
        className={styles.choice}
        multiselect
        aria-label={say("journal-outcomes")}
        value={chosenWords(choice.outcomes, "journal-outcomes-all", (outcome) => say(`outcome-${outcome}`), say)}
        selectedOptions={[...choice.outcomes]}
        onOptionSelect={(_, { selectedOptions }) => onChoice({ ...choice, outcomes: OUTCOMES.filter((outcome) => selectedOptions.includes(outcome)) })}
        data-testid="journal-outcomes"
      >
        {OUTCOMES.map((outcome) => (
          <Option key={outcome} value={outcome}>
            {say(`outcome-${outcome}`)}
          </Option>
        ))}
      </Dropdown>
      <Dropdown
        className={styles.choice}
        aria-label={say("journal-span")}
        value={say(`span-${choice.span}`)}
        selectedOptions={[choice.span]}
        onOptionSelect={(_, { optionValue }) => {
          const span = SPANS.find((each) => each === optionValue) ?? "all";
          onChoice({ ...choice, span, from: beginOf(span, Date.now()) });
        }}
        data-testid="journal-span"
      >
        {SPANS.map((span) => (
          <Option key={span} value={span}>
            {say(`span-${span}`)}
          </Option>
        ))}
      </Dropdown>
      <span className={styles.count} role="status" data-testid="journal-count">
        {count === null ? "" : say("journal-count", { count })}
      </span>
    </div>
  );
}

/** One by its word, several by their number, none as all. */
function chosenWords<Each>(chosen: readonly Each[], all: string, word: (each: Each) => string, say: Say): string {
  const [first] = chosen;
  if (first === undefined) return say(all);
  return chosen.length === 1 ? word(first) : say("journal-chosen", { count: chosen.length });
}

function PersonTag({ extension }: { extension: string }) {
  const say = useSay();
  const row = useBoard().get(extension);
  const name = row === undefined ? say("entry-extension", { extension }) : say("person-title", { name: row.name, extension });
  return (
    <InteractionTag appearance="brand" value={extension} data-testid="journal-person">
      <InteractionTagPrimary hasSecondaryAction onClick={() => goTo("people", extension)} title={say("journal-to-person")}>
        {name}
      </InteractionTagPrimary>
      <InteractionTagSecondary aria-label={say("journal-person-off", { name })} onClick={() => goTo("activity")} />
    </InteractionTag>
  );
}
