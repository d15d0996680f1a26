// Everything that is wrong: what concerns the whole first, then duplicates, then single people in groups.

import { Body1, Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRef } from "react";
import { useArrival } from "../components/arrival";
import { Empty } from "../components/Empty";
import { ArrowDownload20Regular, CheckmarkCircle24Filled } from "../components/icons";
import { Page } from "../components/Page";
import { ProblemMessage } from "../components/ProblemMessage";
import { useFormat, useHost, useSay, useView } from "../components/window";
import type { StandingProblem } from "../generated";
import { concernsPeople, groupProblems, problemSheet } from "../model/problems";
import { Corrections } from "./matching/Corrections";
import { Correcting } from "./matching/Correcting";
import { Deeds } from "./matching/Deeds";
import { RefreshButton } from "./matching/RefreshButton";
import { Group } from "./problems/Group";
import { ProblemActions } from "./problems/ProblemActions";
import { Reviewed } from "./problems/Reviewed";

const useStyles = makeStyles({
  lead: { color: tokens.colorNeutralForeground2, maxWidth: "90ch", marginTop: `calc(-1 * ${tokens.spacingVerticalM})` },
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  group: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, scrollMarginTop: tokens.spacingVerticalL },
  actions: { display: "flex", flexWrap: "wrap", justifyContent: "flex-end", gap: tokens.spacingHorizontalM },
});

/** `detail` is the kind that a link led to. */
export function Problems({ detail }: { detail: string }) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const host = useHost();
  const view = useView();
  const groups = groupProblems(view.problems);
  const concerns = (standing: StandingProblem) => concernsPeople(standing.problem);
  const whole = groups.filter(({ problems }) => !problems.some(concerns)).flatMap(({ problems }) => problems);
  const people = groups.filter(({ problems }) => problems.some(concerns));
  const target = useRef<HTMLElement>(null);
  useArrival(detail, () => target.current?.scrollIntoView({ block: "start" }));
  const save = () => {
    void host.saveText("presence-sync-problems.csv", problemSheet(view, say, format));
  };

  return (
    <Page
      title={say("nav-problems")}
      actions={
        <div className={styles.actions}>
          <RefreshButton />
          {view.problems.length + view.reviewed.length > 0 && (
            <Button icon={<ArrowDownload20Regular />} onClick={save} data-testid="problems-export">
              {say("problems-export")}
            </Button>
          )}
        </div>
      }
    >
      <Deeds>
        <Correcting>
          {groups.length > 0 && <Body1 className={styles.lead}>{say("problems-lead", { count: view.problems.length })}</Body1>}
          {groups.length === 0 && <Empty icon={<CheckmarkCircle24Filled fontSize={40} />} title={say("problems-none")} text={say("problems-none-text")} />}
          {whole.length > 0 && (
            <section className={styles.stack} aria-label={say("problems-whole")}>
              {whole.map((standing) => (
                <Whole key={standing.key} standing={standing} />
              ))}
            </section>
          )}
          {people.map((group) => (
            <section key={group.kind} className={styles.group} aria-label={say(`problem-kind-${group.kind}`)} ref={group.kind === detail ? target : null}>
              <Group group={group} />
            </section>
          ))}
          {view.reviewed.length > 0 && <Reviewed problems={view.reviewed} />}
          <Corrections />
        </Correcting>
      </Deeds>
    </Page>
  );
}

function Whole({ standing }: { standing: StandingProblem }) {
  const say = useSay();
  const format = useFormat();
  const { writeAnyway } = useView();
  const { kind } = standing.problem;
  const isDecided = writeAnyway && (kind === "connector-active" || kind === "second-writer");
  const since = say("problem-since", { time: format.full(standing.since) });
  return (
    <ProblemMessage
      problem={standing.problem}
      testId={`problem-${kind}`}
      foot={isDecided ? `${say("write-anyway-decided")} ${since}` : since}
      actions={<ProblemActions problem={standing.problem} />}
    />
  );
}
