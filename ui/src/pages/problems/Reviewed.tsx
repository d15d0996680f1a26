// Problems that somebody settled or put aside, each with the way back.

import { Body1, Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { Item, ItemList } from "../../components/ItemList";
import { Disclosure } from "../../components/Disclosure";
import { useFormat, useSay } from "../../components/window";
import type { StandingProblem } from "../../generated";
import { problemWords } from "../../model/problem-words";
import { choiceOf, groupProblems } from "../../model/problems";
import { useAct } from "../matching/Deeds";

const useStyles = makeStyles({
  text: { display: "flex", flexDirection: "column", flex: "1 1 320px", minWidth: 0, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const FIRST = 25;
const MORE = 50;

export function Reviewed({ problems }: { problems: readonly StandingProblem[] }) {
  const say = useSay();
  const [shown, setShown] = useState(FIRST);
  const ordered = groupProblems(problems).flatMap((group) => group.problems);
  const rest = ordered.length - shown;
  return (
    <Disclosure label={say("reviewed-title", { count: problems.length })} testId="reviewed">
      <ItemList>
        {ordered.slice(0, shown).map((standing) => (
          <ReviewedProblem key={standing.key} standing={standing} />
        ))}
      </ItemList>
      {rest > 0 && (
        <div>
          <Button onClick={() => setShown(shown + MORE)}>{say("problems-show-rest", { count: Math.min(rest, MORE), rest })}</Button>
        </div>
      )}
    </Disclosure>
  );
}

function ReviewedProblem({ standing: { problem, key } }: { standing: StandingProblem }) {
  const styles = useStyles();
  const say = useSay();
  const act = useAct();
  const { title, body } = problemWords(problem, say, useFormat());
  const settled = problem.kind === "duplicate-email" && problem.rule.kind === "chosen" ? problem : null;
  return (
    <Item data-testid={`reviewed-${key}`}>
      <span className={styles.text}>
        <Caption1 className={styles.quiet}>
          {say(`problem-kind-${problem.kind}`)} · {say(settled === null ? "reviewed-ignored" : "reviewed-settled")}
        </Caption1>
        <Body1>
          <strong>{title}</strong>
        </Body1>
        <Body1>{body}</Body1>
      </span>
      {settled === null ? (
        <Button
          size="small"
          onClick={() => act({ text: say("deed-taken-up"), requests: [{ kind: "take-up-again", key }], inverse: [{ kind: "ignore", key }] })}
          data-testid={`take-up-${key}`}
        >
          {say("take-up-again")}
        </Button>
      ) : (
        <Button
          size="small"
          onClick={() =>
            act({
              text: say("deed-rule", { user: settled.userName }),
              requests: [{ kind: "choose-duplicate", user: settled.user, choice: null }],
              inverse: [{ kind: "choose-duplicate", user: settled.user, choice: choiceOf(settled) }],
            })
          }
          data-testid={`back-to-rule-${settled.user}`}
        >
          {say("duplicate-back-to-rule")}
        </Button>
      )}
    </Item>
  );
}
