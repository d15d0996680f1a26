// One chart with what it says in a sentence, its legend, and the same numbers as a table for whoever wants them read.

import { Body1, Caption1, makeStyles, ToggleButton, tokens } from "@fluentui/react-components";
import { lazy, Suspense, useMemo, useState } from "react";
import { DataTrending20Regular, Table20Regular } from "../../components/icons";
import { Panel } from "../../components/Panel";
import { useFormat, useSay } from "../../components/window";
import type { Statistics } from "../../generated";
import type { Format } from "../../model/format";
import type { Say } from "../../model/problems";
import { chartOf, summaryOf, type Chart, type ChartName } from "../../model/statistics";
import { Loading } from "../../components/Loading";
import { barOf, STROKES } from "./strokes";

/** Drawn once the page stands: what draws charts is not needed for the first picture. */
const Plot = lazy(() => import("./Plot"));

const HEIGHT = 176;

const useStyles = makeStyles({
  // Takes the room that is left, so that pictures side by side stand on one line.
  summary: { color: tokens.colorNeutralForeground2, flex: "1 0 auto" },
  /** Not as high as the picture beside it: there is none in it. */
  short: { alignSelf: "start" },
  room: { height: `${HEIGHT}px`, display: "flex", alignItems: "center", justifyContent: "center" },
  quiet: { color: tokens.colorNeutralForeground3 },
  legend: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexWrap: "wrap", gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL}` },
  key: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalSNudge },
  scroll: { height: `${HEIGHT}px`, overflowY: "auto", ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { width: "100%", borderCollapse: "collapse", fontSize: tokens.fontSizeBase200, fontVariantNumeric: "tabular-nums" },
  head: { position: "sticky", top: 0, backgroundColor: tokens.colorNeutralBackground1, textAlign: "right", padding: "4px 8px 4px 0", fontWeight: tokens.fontWeightSemibold, ":first-child": { textAlign: "left" } },
  cell: { textAlign: "right", padding: "3px 8px 3px 0", fontWeight: tokens.fontWeightRegular, borderTop: `1px solid ${tokens.colorNeutralStroke3}`, ":first-child": { textAlign: "left" } },
});

export function ChartPanel({ name, statistics }: { name: ChartName; statistics: Statistics }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const chart = useMemo(() => chartOf(name, statistics), [name, statistics]);
  const summary = chart.empty ? "" : summarySentence(name, statistics, say, format);
  const title = say(`chart-${name}`);
  return (
    <Panel
      title={title}
      testId={`chart-${name}`}
      className={chart.empty ? styles.short : undefined}
      aside={
        !chart.empty && (
          <ToggleButton
            appearance="subtle"
            size="small"
            checked={asTable}
            icon={asTable ? <DataTrending20Regular /> : <Table20Regular />}
            aria-label={say("chart-as-table", { title })}
            title={say("chart-as-table", { title })}
            onClick={() => setAsTable(!asTable)}
            data-testid={`chart-${name}-table`}
          />
        )
      }
    >
      {chart.empty ? (
        <Body1 className={styles.quiet}>{say(`chart-${name}-empty`)}</Body1>
      ) : (
        <>
          <Body1 className={styles.summary}>{summary}</Body1>
          {asTable ? (
            <Numbers chart={chart} title={title} />
          ) : (
            <Suspense fallback={<div className={styles.room}>{<Loading label={say("day-asking")} />}</div>}>
              <Plot chart={chart} height={HEIGHT} label={`${title}. ${summary}`} />
            </Suspense>
          )}
          <Legend chart={chart} />
        </>
      )}
    </Panel>
  );
}

function summarySentence(name: ChartName, statistics: Statistics, say: Say, format: Format): string {
  const { total, failures, peak, peakAt, medianMs, p95Ms } = summaryOf(name, statistics);
  return say(`chart-${name}-summary`, {
    total,
    failures,
    peak,
    at: format.clock(peakAt),
    until: format.clock(peakAt + statistics.seconds * 1000),
    median: format.duration(medianMs),
    p95: format.duration(p95Ms),
    share: format.percent(statistics.limit === 0 ? 0 : peak / statistics.limit),
  });
}

function Legend({ chart }: { chart: Chart }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <ul className={styles.legend}>
      {chart.series.map(({ name, shape }) => (
        <li key={name} className={styles.key}>
          {shape === "bars" ? (
            <svg width="10" height="10" aria-hidden>
              <rect x="0.5" y="0.5" width="9" height="9" {...barOf(name)} />
            </svg>
          ) : (
            <svg width="20" height="8" aria-hidden>
              <line x1="0" x2="20" y1="4" y2="4" stroke={STROKES[name].colour} strokeWidth="2" strokeDasharray={STROKES[name].dashes} />
            </svg>
          )}
          <Caption1>{say(`series-${name}`)}</Caption1>
        </li>
      ))}
    </ul>
  );
}

function Numbers({ chart, title }: { chart: Chart; title: string }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const tell = (value: number | null) => (value === null ? say("none") : chart.unit === "milliseconds" ? format.duration(value) : format.number(value));
  return (
    // A region that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.head}>
              {say("chart-from")}
            </th>
            {chart.series.map(({ name }) => (
              <th key={name} scope="col" className={styles.head}>
                {say(`series-${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.times
            .map((time, index) => (
              <tr key={time}>
                <th scope="row" className={styles.cell}>
                  {format.moment(time)}
                </th>
                {chart.series.map(({ name, values }) => (
                  <td key={name} className={styles.cell}>
                    {tell(values[index] ?? null)}
                  </td>
                ))}
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </div>
  );
}
