// Everything that is wrong: what concerns the whole first, then duplicates, then single people in groups.

import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useMemo, useRef, useState } from "react";
import { useArrival } from "../components/arrival";
import { Empty } from "../components/Empty";
import { ArrowExport20Regular, CheckmarkCircle24Filled } from "../components/icons";
import { Page } from "../components/Page";
import { ProblemMessage } from "../components/ProblemMessage";
import { useFormat, usePart, useSay } from "../components/window";
import type { StandingProblem } from "../generated";
import { problemSheet, type KnownProblems } from "../model/problem-words";
import { concernsPeople, groupProblems, isSettled } from "../model/problems";
import { Corrections } from "./matching/Corrections";
import { Correcting } from "./matching/Correcting";
import { Deeds, LastDeed } from "./matching/Deeds";
import { useSave } from "./matching/giving";
import { DirectoryAge, RefreshButton } from "./matching/RefreshButton";
import { Group } from "./problems/Group";
import { useSteadyClicks } from "./problems/clicks";
import { ProblemActions } from "./problems/ProblemActions";
import { Reviewed } from "./problems/Reviewed";

const useStyles = makeStyles({
  lead: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalXL },
  content: { display: "flex", flexDirection: "column", flex: 1, gap: tokens.spacingVerticalXL },
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  group: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, scrollMarginTop: tokens.spacingVerticalL },
});

/** `detail` is the kind that a link led to. */
export function Problems({ detail }: { detail: string }) {
  return (
    <Deeds>
      <AllProblems detail={detail} />
    </Deeds>
  );
}

function AllProblems({ detail }: { detail: string }) {
  const styles = useStyles();
  const say = useSay();
  const problems = usePart((view) => view.problems);
  const reviewed = usePart((view) => view.reviewed);
  const { groups, elsewhere } = useGroups({ problems, reviewed });
  const whole = groups.filter((group) => !concernsPeople(group)).flatMap((group) => group.problems);
  const people = groups.filter(concernsPeople);
  const target = useRef<HTMLElement>(null);
  useArrival(detail, () => target.current?.scrollIntoView({ block: "start" }));
  const steadily = useSteadyClicks();

  return (
    <Page
      title={say("nav-problems")}
      lead={
        <span className={styles.lead}>
          {groups.length > 0 && <span data-testid="problems-lead">{say("problems-lead", { count: problems.length })}</span>}
          <DirectoryAge />
        </span>
      }
      actions={
        <>
          <RefreshButton />
          {problems.length + reviewed.length > 0 && <ExportButton problems={problems} reviewed={reviewed} />}
        </>
      }
    >
      <Correcting>
        <div className={styles.content} onClickCapture={steadily}>
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
          {elsewhere.length > 0 && <Reviewed problems={elsewhere} />}
          <Corrections />
        </div>
      </Correcting>
      <LastDeed />
    </Page>
  );
}

/** Duplicates that were settled since the page was opened keep their place until it is left, so that nothing else comes to lie under the pointer. */
function useGroups({ problems, reviewed }: KnownProblems) {
  const [stood, setStood] = useState<ReadonlySet<string>>(new Set());
  const fresh = problems.filter(({ problem, key }) => problem.kind === "duplicate-email" && !stood.has(key));
  if (fresh.length > 0) setStood(new Set([...stood, ...fresh.map(({ key }) => key)]));
  return useMemo(() => {
    const isHere = ({ problem, key }: StandingProblem) => isSettled(problem) && stood.has(key);
    return { groups: groupProblems([...problems, ...reviewed.filter(isHere)]), elsewhere: reviewed.filter((standing) => !isHere(standing)) };
  }, [problems, reviewed, stood]);
}

function ExportButton(known: KnownProblems) {
  const say = useSay();
  const format = useFormat();
  const save = useSave();
  return (
    <Button icon={<ArrowExport20Regular />} onClick={() => save("presence-sync-problems.csv", problemSheet(known, say, format))} data-testid="problems-export">
      {say("problems-export")}
    </Button>
  );
}

function Whole({ standing }: { standing: StandingProblem }) {
  const say = useSay();
  const format = useFormat();
  const writeAnyway = usePart((view) => view.writeAnyway);
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
