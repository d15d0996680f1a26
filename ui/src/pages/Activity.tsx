// The journal: who was seen doing what, what was done about it, how long it took and what came of it.

import { Button } from "@fluentui/react-components";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Empty } from "../components/Empty";
import { History20Regular, Warning24Filled } from "../components/icons";
import { Page } from "../components/Page";
import { useBoard, useSay, usePart } from "../components/window";
import type { ActivityFilter } from "../generated";
import { EVERYTHING, filterOf, type Choice } from "../model/activity";
import { goTo } from "../model/place";
import { ActivityGrid } from "./activity/ActivityGrid";
import { EmptyJournalButton } from "./activity/EmptyJournal";
import { ExportButton } from "./activity/Export";
import { JournalFilter } from "./activity/JournalFilter";
import { Loading } from "../components/Loading";
import { useJournal, type JournalReader } from "./activity/useJournal";

/** `detail` is the extension to which the journal is narrowed. */
export function Activity({ detail }: { detail: string }) {
  const say = useSay();
  const { journalHours } = usePart((view) => view.settings);
  if (journalHours === 0) {
    return (
      <Page title={say("nav-activity")} width="wide">
        <Empty
          icon={<History20Regular fontSize={40} />}
          title={say("journal-off-title")}
          text={say("journal-off-text")}
          action={
            <Button appearance="primary" onClick={() => goTo("settings")}>
              {say("nav-settings")}
            </Button>
          }
        />
      </Page>
    );
  }
  return <KeptJournal person={detail} hours={journalHours} />;
}

function KeptJournal({ person, hours }: { person: string; hours: number }) {
  const say = useSay();
  const board = useBoard();
  const [chosen, setChosen] = useState(EVERYTHING);
  const choice = useMemo<Choice>(() => ({ ...chosen, person }), [chosen, person]);
  const settled = useSettled(choice, 250);
  const filter = useMemo(() => filterOf(settled, board), [settled, board]);
  const reader = useJournal(filter);
  const journal = reader.reading.kind === "read" ? reader.reading.journal : null;
  const isNarrowed = person !== "" || chosen.search.trim() !== "" || chosen.groups.length > 0 || chosen.outcomes.length > 0 || chosen.span !== "all";
  const showAll = useCallback(() => {
    setChosen(EVERYTHING);
    goTo("activity");
  }, []);

  return (
    <Page
      title={say("nav-activity")}
      width="wide"
      lead={say("journal-lead", hours % 24 === 0 ? { unit: "days", count: hours / 24 } : { unit: "hours", count: hours })}
      actions={
        <>
          <ExportButton filter={filter} total={journal?.total ?? 0} />
          <EmptyJournalButton person={person} onEmptied={reader.again} />
        </>
      }
    >
      <JournalFilter choice={choice} onChoice={setChosen} count={filter === null ? 0 : (journal?.total ?? null)} />
      <Entries filter={filter} reader={reader} narrowed={isNarrowed ? "narrowed" : "whole"} onShowAll={showAll} />
    </Page>
  );
}

interface EntriesProps {
  /** `null` where nothing can fit. */
  filter: ActivityFilter | null;
  reader: JournalReader;
  narrowed: "narrowed" | "whole";
  onShowAll: () => void;
}

function Entries({ filter, reader: { reading, readOn, showNewer, again }, narrowed, onShowAll }: EntriesProps) {
  const say = useSay();
  const unfound = (
    <Empty
      icon={<History20Regular fontSize={40} />}
      title={say("journal-unfound-title")}
      text={say("journal-unfound-text")}
      action={
        <Button onClick={onShowAll} data-testid="journal-show-all">
          {say("journal-show-all")}
        </Button>
      }
    />
  );
  if (filter === null) return unfound;
  if (reading.kind === "asking") return <Loading label={say("journal-asking")} />;
  if (reading.kind === "failed") {
    return (
      <Empty
        icon={<Warning24Filled fontSize={40} />}
        title={say("journal-failed-title")}
        text={say("journal-failed-text")}
        action={
          <Button appearance="primary" onClick={again} data-testid="journal-again">
            {say("journal-again")}
          </Button>
        }
      />
    );
  }
  const { journal, stuck } = reading;
  if (journal.entries.length > 0) {
    return <ActivityGrid key={JSON.stringify(filter)} journal={journal} stuck={stuck} onReadOn={readOn} onShowNewer={showNewer} />;
  }
  if (narrowed === "narrowed") return unfound;
  return <Empty icon={<History20Regular fontSize={40} />} title={say("journal-empty-title")} text={say("journal-empty-text")} />;
}

/** What was chosen, once it has not changed for a moment; typing would ask with every letter. */
function useSettled(choice: Choice, pause: number): Choice {
  const [settled, setSettled] = useState(choice);
  const typed = settled.search !== choice.search;
  useEffect(() => {
    const timer = setTimeout(() => setSettled(choice), typed ? pause : 0);
    return () => clearTimeout(timer);
  }, [choice, typed, pause]);
  return settled;
}
