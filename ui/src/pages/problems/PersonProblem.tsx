// One person who is not synchronised: why, who could be meant, and the ways out.

import { Body1, Button, Caption1, Checkbox, Link, makeStyles, tokens } from "@fluentui/react-components";
import { memo, useId, useState, type ReactNode } from "react";
import { useFormat, useSay, usePart } from "../../components/window";
import type { Problem, StandingProblem } from "../../generated";
import { goTo } from "../../model/place";
import { problemWords } from "../../model/problem-words";
import { Candidates } from "../matching/Candidates";
import { useCorrect } from "../matching/Correcting";
import { useAct } from "../matching/Deeds";
import { MatchDialog } from "../matching/MatchDialog";
import { ProblemActions } from "./ProblemActions";

const useStyles = makeStyles({
  item: {
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottom: "none" },
  },
  box: { alignSelf: "start", marginTop: "-6px", marginLeft: "-8px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, minWidth: 0, overflowWrap: "anywhere" },
  title: { alignSelf: "flex-start", fontWeight: tokens.fontWeightSemibold },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalXS },
  candidates: { marginTop: tokens.spacingVerticalS },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export interface PersonProblemProps {
  standing: StandingProblem;
  isChosen: boolean;
  onChoose: (key: string, isChosen: boolean) => void;
}

type Personal = Extract<Problem, { extension: string; name: string }>;

export const PersonProblem = memo(function PersonProblem({ standing: { problem, key, since }, isChosen, onChoose }: PersonProblemProps) {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { title, body } = problemWords(problem, say, format);
  const personal = "name" in problem && "extension" in problem ? problem : null;
  return (
    <li className={styles.item} data-testid={`problem-${problem.kind}`} data-key={key}>
      <Checkbox className={styles.box} checked={isChosen} onChange={(_, { checked }) => onChoose(key, checked === true)} aria-label={say("select", { title })} data-testid={`select-${key}`} />
      <div className={styles.content}>
        {personal === null ? (
          <Body1 className={styles.title}>{title}</Body1>
        ) : (
          <Link className={styles.title} onClick={() => goTo("people", personal.extension)}>
            {title}
          </Link>
        )}
        <Body1>{body}</Body1>
        <Caption1 className={styles.quiet}>{say("problem-since", { time: format.full(since) })}</Caption1>
        {personal === null ? (
          <div className={styles.actions}>
            <ProblemActions problem={problem} />
            <IgnoreButton problemKey={key} />
          </div>
        ) : (
          <Ways problem={personal}>
            <IgnoreButton problemKey={key} />
          </Ways>
        )}
      </div>
    </li>
  );
});

export function IgnoreButton({ problemKey: key }: { problemKey: string }) {
  const say = useSay();
  const act = useAct();
  return (
    <Button
      size="small"
      appearance="subtle"
      onClick={() => act({ text: say("deed-ignored", { count: 1 }), requests: [{ kind: "ignore", key }], inverse: [{ kind: "take-up-again", key }] })}
      data-testid={`ignore-${key}`}
    >
      {say("ignore")}
    </Button>
  );
}

/** Candidates, a match by hand, the right address, and what leaves the person out. */
function Ways({ problem, children }: { problem: Personal; children: ReactNode }) {
  const styles = useStyles();
  const say = useSay();
  const act = useAct();
  const canCorrect = usePart((view) => view.setup.cloudya.emails !== null);
  const candidates = useId();
  const [hasCandidates, setHasCandidates] = useState(false);
  const [isMatching, setIsMatching] = useState(false);
  const correct = useCorrect();
  const { extension, name } = problem;
  const email = "email" in problem ? problem.email : "";
  return (
    <>
      <div className={styles.actions}>
        {(problem.kind === "not-found" || problem.kind === "several-users") && (
          <Button size="small" aria-expanded={hasCandidates} aria-controls={candidates} onClick={() => setHasCandidates(!hasCandidates)} data-testid={`candidates-${extension}`}>
            {say(hasCandidates ? "candidates-hide" : "candidates-show")}
          </Button>
        )}
        <Button size="small" onClick={() => setIsMatching(true)} data-testid={`match-to-${extension}`}>
          {say("match-to")}
        </Button>
        {canCorrect && (
          <Button size="small" onClick={() => correct({ extension, name, former: email })} data-testid={`correct-${extension}`}>
            {say(email === "" ? "correct-enter" : "correct")}
          </Button>
        )}
        <Button
          size="small"
          appearance="subtle"
          onClick={() =>
            act({ text: say("deed-excluded", { count: 1 }), requests: [{ kind: "exclude", extension }], inverse: [{ kind: "include", extension }] })
          }
          data-testid={`exclude-${extension}`}
        >
          {say("person-exclude")}
        </Button>
        {children}
      </div>
      {hasCandidates && (
        <div id={candidates} className={styles.candidates}>
          <Candidates extension={extension} onCorrect={canCorrect ? (proposed) => correct({ extension, name, former: email, proposed }) : undefined} />
        </div>
      )}
      {isMatching && <MatchDialog extension={extension} name={name} onClose={() => setIsMatching(false)} />}
    </>
  );
}
