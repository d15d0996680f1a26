// Looks something up with the program behind the window, and forgets answers that come too late.

import { useEffect, useState } from "react";
import { useHost } from "../../components/window";
import type { FoundUser, Question } from "../../generated";

export type Answer = { kind: "asking" } | { kind: "failed" } | { kind: "answered"; users: FoundUser[] };

const ASKING: Answer = { kind: "asking" };

/** Asks again whenever the question is another; `null` asks nothing. The question is sent after `pause` milliseconds. */
export function useAnswer(question: Question | null, pause = 0): Answer {
  const host = useHost();
  const asked = question === null ? "" : JSON.stringify(question);
  const [known, setKnown] = useState<{ asked: string; answer: Answer }>({ asked: "", answer: ASKING });
  useEffect(() => {
    if (asked === "") return undefined;
    let wanted = true;
    const tell = (answer: Answer) => wanted && setKnown({ asked, answer });
    const timer = setTimeout(() => {
      host.ask(JSON.parse(asked) as Question).then(
        (answer) => tell(answer.kind === "users" ? { kind: "answered", users: answer.users } : { kind: "failed" }),
        () => tell({ kind: "failed" }),
      );
    }, pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [host, asked, pause]);
  return known.asked === asked ? known.answer : ASKING;
}
