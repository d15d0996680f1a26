// Saves all entries that fit the filter as a table, page by page, with a way to stop.

import { Body1, Button, ProgressBar } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { DialogFrame } from "../../components/DialogFrame";
import { ArrowExport20Regular } from "../../components/icons";
import { activityWord } from "../../components/states";
import { useBoard, useFormat, useHost, useSay } from "../../components/window";
import type { ActivityEntry, ActivityFilter } from "../../generated";
import type { Host } from "../../host/host";
import { activitySheet } from "../../model/activity";

const PAGE_SIZE = 1000;

type Export = { kind: "reading"; read: number; total: number } | { kind: "failed" } | { kind: "saved"; count: number; file: string };

export interface ExportButtonProps {
  /** `null` where nothing can fit. */
  filter: ActivityFilter | null;
  total: number;
}

export function ExportButton({ filter, total }: ExportButtonProps) {
  const say = useSay();
  const format = useFormat();
  const host = useHost();
  const board = useBoard();
  const [state, setState] = useState<Export | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const stop = () => {
    running.current?.abort();
    setState(null);
  };
  const start = async (wanted: ActivityFilter) => {
    const control = new AbortController();
    running.current = control;
    setState({ kind: "reading", read: 0, total });
    try {
      const entries = await readAll(host, wanted, control.signal, (read, all) => setState({ kind: "reading", read, total: all }));
      if (entries === null) return;
      const name = `presence-sync-activity-${new Date().toISOString().slice(0, 10)}.csv`;
      const file = await host.saveText(name, activitySheet(entries, board, say, format, (activity) => activityWord(activity, say)));
      setState({ kind: "saved", count: entries.length, file });
    } catch {
      if (!control.signal.aborted) setState({ kind: "failed" });
    }
  };

  return (
    <>
      <Button icon={<ArrowExport20Regular />} disabled={filter === null || total === 0} onClick={() => filter !== null && void start(filter)} data-testid="journal-export">
        {say("journal-export")}
      </Button>
      {state !== null && <ExportDialog state={state} onStop={stop} />}
    </>
  );
}

/** Every entry that fits, the latest first; `null` when it was stopped. What is added meanwhile is not waited for. */
async function readAll(host: Host, filter: ActivityFilter, signal: AbortSignal, onRead: (read: number, total: number) => void): Promise<ActivityEntry[] | null> {
  const entries: ActivityEntry[] = [];
  for (let total = Infinity; entries.length < total; ) {
    const answer = await host.ask({ kind: "activity", filter, before: entries.at(-1)?.id ?? null, limit: PAGE_SIZE });
    if (signal.aborted) return null;
    if (answer.kind !== "activity") throw new Error("The journal cannot be read.");
    if (answer.page.entries.length === 0) break;
    total = Math.min(total, answer.page.total);
    entries.push(...answer.page.entries);
    onRead(entries.length, total);
  }
  return entries;
}

function ExportDialog({ state, onStop }: { state: Export; onStop: () => void }) {
  const say = useSay();
  const isReading = state.kind === "reading";
  const title = say("journal-export-title");
  return (
    <DialogFrame
      title={title}
      testId="journal-exporting"
      onClose={onStop}
      cancel={
        <Button appearance={isReading ? "secondary" : "primary"} onClick={onStop} data-testid="journal-export-stop">
          {say(isReading ? "cancel" : "close")}
        </Button>
      }
    >
      <Body1 role="status">{say(`journal-export-${state.kind}`, { ...state })}</Body1>
      {isReading && <ProgressBar value={state.read / Math.max(1, state.total)} aria-label={title} />}
    </DialogFrame>
  );
}
