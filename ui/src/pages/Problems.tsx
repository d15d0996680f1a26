// Everything that is wrong: what concerns the whole first, then duplicates, then single people in groups.

import { Badge, Body1, Button, Caption1, Link, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { Empty } from "../components/Empty";
import { CheckmarkCircle24Filled } from "../components/icons";
import { Page } from "../components/Page";
import { ProblemMessage } from "../components/ProblemMessage";
import { useFormat, useSay, useView } from "../components/window";
import type { Problem, StandingProblem } from "../generated";
import { goTo } from "../model/place";
import { concernsPeople, groupProblems, problemWords, type ProblemGroup } from "../model/problems";
import { DuplicateCard } from "./problems/DuplicateCard";
import { ProblemActions } from "./problems/ProblemActions";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  group: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, scrollMarginTop: tokens.spacingVerticalL },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  list: {
    listStyle: "none",
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  item: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottom: "none" },
  },
});

/** `detail` is the kind that a link led to. */
export function Problems({ detail }: { detail: string }) {
  const styles = useStyles();
  const say = useSay();
  const view = useView();
  const groups = groupProblems(view.problems);
  const whole = groups.filter((group) => group.problems.some(({ problem }) => !concernsPeople(problem)));
  const people = groups.filter((group) => group.problems.some(({ problem }) => concernsPeople(problem)));
  const target = useRef<HTMLElement>(null);
  useEffect(() => {
    target.current?.scrollIntoView({ block: "start" });
  }, [detail]);

  if (groups.length === 0) {
    return (
      <Page title={say("nav-problems")}>
        <Empty icon={<CheckmarkCircle24Filled fontSize={40} />} title={say("problems-none")} text={say("problems-none-text")} />
      </Page>
    );
  }
  return (
    <Page title={say("nav-problems")} lead={say("problems-lead", { count: view.problems.length })}>
      {whole.length > 0 && (
        <section className={styles.stack} aria-label={say("problems-whole")}>
          {whole.flatMap((group) => group.problems).map((standing) => (
            <Whole key={keyOf(standing.problem)} standing={standing} />
          ))}
        </section>
      )}
      {people.map((group) => (
        <section key={group.kind} className={styles.group} aria-label={say(`problem-kind-${group.kind}`)} ref={group.kind === detail ? target : null}>
          <Group group={group} />
        </section>
      ))}
    </Page>
  );
}

function Whole({ standing }: { standing: StandingProblem }) {
  const say = useSay();
  const format = useFormat();
  return (
    <ProblemMessage
      problem={standing.problem}
      testId={`problem-${standing.problem.kind}`}
      foot={say("problem-since", { time: format.full(standing.since) })}
      actions={<ProblemActions problem={standing.problem} />}
    />
  );
}

/** Long groups open in part; nobody reads five hundred sentences at once. */
const FIRST = 25;

function Group({ group }: { group: ProblemGroup }) {
  const styles = useStyles();
  const say = useSay();
  const [shown, setShown] = useState(FIRST);
  const rest = group.problems.length - shown;
  const visible = group.problems.slice(0, shown);
  return (
    <>
      <div className={styles.head}>
        <Subtitle2 as="h2" style={{ margin: 0 }}>
          {say(`problem-kind-${group.kind}`)}
        </Subtitle2>
        <Badge appearance="tint" color="warning" data-testid={`count-${group.kind}`}>
          {group.problems.length}
        </Badge>
      </div>
      <Body1 className={styles.quiet}>{say(`problem-kind-${group.kind}-lead`)}</Body1>
      {group.kind === "duplicate-email" ? (
        visible.map(
          ({ problem }) => problem.kind === "duplicate-email" && <DuplicateCard key={problem.user} problem={problem} />,
        )
      ) : (
        <ul className={styles.list}>
          {visible.map((standing) => (
            <Item key={keyOf(standing.problem)} standing={standing} />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <div>
          <Button onClick={() => setShown(group.problems.length)}>{say("problems-show-rest", { count: rest })}</Button>
        </div>
      )}
    </>
  );
}

function Item({ standing: { problem } }: { standing: StandingProblem }) {
  const styles = useStyles();
  const say = useSay();
  const { title, body, remedy } = problemWords(problem, say, useFormat());
  return (
    <li className={styles.item} data-testid={`problem-${problem.kind}`}>
      {"extension" in problem ? (
        <Link onClick={() => goTo("people", problem.extension)}>{title}</Link>
      ) : (
        <Body1>
          <strong>{title}</strong>
        </Body1>
      )}
      <Body1>{body}</Body1>
      <Caption1 className={styles.quiet}>
        <strong>{say("what-to-do")}</strong> {remedy}
      </Caption1>
    </li>
  );
}

/** What makes a problem this one and no other. */
function keyOf(problem: Problem): string {
  if ("extension" in problem) return `${problem.kind} ${problem.extension}`;
  if ("round" in problem) return `${problem.kind} ${problem.round ?? 0}`;
  return problem.kind;
}
